namespace Hms.Tuning.Pruners;

/// <summary>What all pruners' options share: how many trials go to their end first, and how long a full trial is.</summary>
public abstract record PrunerOptions
{
    /// <summary>Complete trials before any trial is pruned, at least 1, so that a study always ends with a result. Default 5.</summary>
    public int StartupTrials { get; init; } = 5;

    /// <summary>Reports of a full trial (folds × epochs), after which it is no longer pruned; null (default): the most that a complete trial made.</summary>
    public int? TotalSteps { get; init; }

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (StartupTrials < 1) { errors.Add($"StartupTrials {StartupTrials} must be at least 1: with 0 a study could prune every trial."); }
        if (TotalSteps < 1) { errors.Add($"TotalSteps {TotalSteps} must be at least 1."); }
        AddErrors(errors);
        return errors;
    }

    /// <summary>Adds the rules that the derived options break.</summary>
    private protected abstract void AddErrors(List<string> errors);

    /// <summary>The options themselves, or all their errors at once.</summary>
    internal static T Checked<T>(T options)
        where T : PrunerOptions
    {
        var errors = options.Validate();
        return errors.Count == 0 ? options : throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
    }
}
