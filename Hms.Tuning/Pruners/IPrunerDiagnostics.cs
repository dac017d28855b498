namespace Hms.Tuning.Pruners;

/// <summary>A pruner that can say what is wrong with its settings or with what it is given. Optional: a runner asks after each report and passes the text on to its monitor.</summary>
public interface IPrunerDiagnostics
{
    /// <summary>What the user should know at this report; null when there is nothing to say.</summary>
    /// <param name="context">The same context as in <see cref="IPruner.Decide"/>.</param>
    /// <returns>A sentence with rule, value and next step. The same text may come back at many reports; show it once.</returns>
    string? Warn(PruningContext context);
}
