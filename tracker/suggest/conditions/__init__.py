"""If this, then that: conditions in what somebody says."""
