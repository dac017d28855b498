namespace Hms.Tuning.Pruners;

/// <summary>Decides after each report whether a trial is worth going on with. Keeps no state between calls.</summary>
public interface IPruner
{
    /// <summary>Whether the trial goes on.</summary>
    /// <param name="context">The trial's reports and the finished trials.</param>
    PruningDecision Decide(PruningContext context);
}
