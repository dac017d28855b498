namespace Hms.Data.Checks;

/// <summary>What a check of a data set looks at, and how much it lists.</summary>
public sealed record DataCheckOptions
{
    /// <summary>A fold file to hold against the set; null to look at five folds by patient, as training would make them.</summary>
    public string? FoldFile { get; init; }

    /// <summary>Findings listed of each kind, 1 or more; 50 by default. The rest are counted.</summary>
    public int ListedPerCode { get; init; } = 50;

    /// <summary>Signal files read at the same time, 1 or more; the number of processors, but not more than 8, by default. Memory holds as many recordings.</summary>
    public int Parallelism { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>All errors as sentences; none where the options can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (ListedPerCode < 1) { errors.Add($"ListedPerCode {ListedPerCode} must be at least 1."); }
        if (Parallelism < 1) { errors.Add($"Parallelism {Parallelism} must be at least 1."); }
        if (FoldFile is not null && string.IsNullOrWhiteSpace(FoldFile)) { errors.Add("FoldFile is empty; name a file or leave it out."); }
        return errors;
    }
}
