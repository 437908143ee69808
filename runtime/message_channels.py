"""The channels that the settings have, by their names; a channel is imported where it is set."""

from collections.abc import Callable, Iterator
from datetime import datetime

from notifier.channels.channel import MessageChannel
from notifier.channels.quiet_clients import quieten_clients
from runtime.settings import Settings

Clock = Callable[[], datetime]


def message_channels(settings: Settings, clock: Clock) -> dict[str, MessageChannel]:
    """`email`, `notify`, `webhook` and `teams`, those that are set.

    The part that calls this needs `runtime.settings.CHANNELS` in its environment. `clock` gives
    the present, an aware instant.
    """
    quieten_clients()
    channels = [*_by_mail(settings, clock), *_over_http(settings, clock)]
    return {channel.name: channel for channel in channels}


def _by_mail(settings: Settings, clock: Clock) -> Iterator[MessageChannel]:
    if settings.mail_server:
        from notifier.channels.email_channel import EmailChannel

        yield EmailChannel(settings.mail_server, settings.send_seconds, clock)


def _over_http(settings: Settings, clock: Clock) -> Iterator[MessageChannel]:
    if not (settings.notify or settings.webhooks or settings.teams):
        return
    from notifier.channels.http_posts import HttpPosts

    posts = HttpPosts(settings.send_seconds, clock)
    if settings.notify:
        from notifier.channels.notify_channel import NotifyChannel

        yield NotifyChannel(settings.notify, posts)
    if settings.webhooks:
        from notifier.channels.webhook_channel import WebhookChannel

        yield WebhookChannel(settings.webhooks, posts)
    if settings.teams:
        from notifier.channels.teams_channel import TeamsChannel

        yield TeamsChannel(settings.teams, posts)
