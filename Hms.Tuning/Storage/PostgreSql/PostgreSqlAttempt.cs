namespace Hms.Tuning.Storage.PostgreSql;

/// <summary>One try of a call.</summary>
internal sealed class PostgreSqlAttempt
{
    /// <summary>True when an earlier try broke while it was being committed.</summary>
    public bool MayHaveCommitted { get; init; }

    /// <summary>Set before the commit is sent.</summary>
    public bool IsCommitting { get; set; }
}
