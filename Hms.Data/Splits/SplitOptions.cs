namespace Hms.Data.Splits;

/// <summary>How rows are split into folds.</summary>
public sealed record SplitOptions
{
    /// <summary>The method; by default <see cref="SplitMethod.GroupKFold"/>.</summary>
    public SplitMethod Method { get; init; } = SplitMethod.GroupKFold;

    /// <summary>Number of folds, 2 or more; 5 by default. Without effect for <see cref="SplitMethod.LeaveOneGroupOut"/> and <see cref="SplitMethod.File"/>.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>Seed of <see cref="SplitMethod.KFold"/>; 0 by default. No other method draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>More patients are refused by <see cref="SplitMethod.LeaveOneGroupOut"/>, which would train as many models; 100 by default.</summary>
    public int MaximumFolds { get; init; } = 100;

    /// <summary>The fold file; needed by <see cref="SplitMethod.File"/> and by no other.</summary>
    public string? Path { get; init; }

    /// <summary>All errors as sentences; none where the options can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!Enum.IsDefined(Method)) { errors.Add($"Method {Method} is unknown; take one of {string.Join(", ", Enum.GetNames<SplitMethod>())}."); }
        if (FoldCount < 2) { errors.Add($"FoldCount {FoldCount} must be at least 2."); }
        if (MaximumFolds < 2) { errors.Add($"MaximumFolds {MaximumFolds} must be at least 2."); }
        if (Method == SplitMethod.File && string.IsNullOrWhiteSpace(Path)) { errors.Add("The method File needs the Path of a fold file."); }
        if (Method != SplitMethod.File && Path is not null) { errors.Add($"Path {Path} is set, but the method {Method} reads no fold file; leave it out or take the method File."); }
        return errors;
    }
}
