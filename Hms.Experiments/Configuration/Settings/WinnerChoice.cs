namespace Hms.Experiments.Configuration.Settings;

/// <summary>What model a sweep exports.</summary>
public enum WinnerChoice
{
    /// <summary>The mean of the best trial's fold models.</summary>
    Folds,

    /// <summary>One model trained on all rows with the best trial's values.</summary>
    Refit,
}
