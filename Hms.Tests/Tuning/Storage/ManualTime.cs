namespace Hms.Tests.Tuning.Storage;

/// <summary>A clock that stands still until it is told to go on.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 23, 59, 58, 123, 456, TimeSpan.Zero);

    public ManualTime() => Start = _now;

    public DateTimeOffset Start { get; }

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
