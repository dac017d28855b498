using System.Globalization;

namespace Hms.Experiments.Running.Racing;

/// <summary>How a race ended; race.json.</summary>
/// <param name="Z">How many standard errors behind the best a candidate might be.</param>
/// <param name="Scale">The scale at which the candidates ran.</param>
/// <param name="Folds">Folds of a full training.</param>
/// <param name="Best">The candidate with the lowest mean KL among those that were finished, now or earlier; null where none was.</param>
/// <param name="Entries">All candidates, the best first.</param>
internal sealed record RaceOutcome(double Z, string Scale, int Folds, string? Best, IReadOnlyList<RaceEntry> Entries)
{
    /// <summary>Folds that were trained, by all candidates.</summary>
    public int FoldsTrained => Entries.Sum(entry => entry.FoldsRun);

    /// <summary>Folds of as many full trainings.</summary>
    public int FoldsPlanned => Entries.Count * Folds;

    /// <summary>Share of the folds that the race has saved, 0 to 1; those of failed candidates are not counted as saved.</summary>
    public double SavedShare => Entries.Where(entry => entry.State != RaceState.Failed).Sum(entry => Folds - entry.FoldsRun) / (double)FoldsPlanned;

    /// <summary>The saving as a person reads it.</summary>
    public string DescribeSaving() => string.Create(CultureInfo.InvariantCulture, $"folds trained {FoldsTrained} of {FoldsPlanned} ({100 * SavedShare:F0} % saved)");
}
