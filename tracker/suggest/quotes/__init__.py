"""What somebody is made to say."""
