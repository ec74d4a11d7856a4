from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.admin.factories import create_user

SignedIn = Callable[[str], Client]


@pytest.fixture
def as_(db: None) -> SignedIn:
    """A browser in which somebody of this role is signed in; anonymous is one, too."""

    def sign_in(role: str) -> Client:
        client = Client()
        if role != "anonymous":
            user = User.objects.filter(username=role).first() or create_user(role=role)
            client.force_login(user)
        return client

    return sign_in
