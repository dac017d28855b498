namespace Hms.Tuning.Storage.PostgreSql;

/// <summary>How a PostgreSQL storage meets errors that pass by themselves.</summary>
public sealed record PostgreSqlOptions
{
    /// <summary>How long a call is tried again before it fails: a restart of the server, a full disk, too many connections. Default: 60 s, less than the default lease of 90 s.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Mean wait before the first repetition; it doubles each time. The waits are spread by chance from half to one and a half of it. Default: 50 ms.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest mean wait. Default: 5 s.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (RetryFor < TimeSpan.Zero) { errors.Add($"{nameof(RetryFor)} {RetryFor} must not be negative; 0 tries once."); }
        if (FirstWait <= TimeSpan.Zero) { errors.Add($"{nameof(FirstWait)} {FirstWait} must be above 0."); }
        if (LongestWait < FirstWait) { errors.Add($"{nameof(LongestWait)} {LongestWait} must be at least {nameof(FirstWait)} {FirstWait}."); }
        return errors;
    }

    internal void ThrowIfInvalid()
    {
        var errors = Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
    }
}
