namespace Hms.Experiments.Running.Series;

/// <summary>How a series ended.</summary>
/// <param name="Scale">Its scale.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Seconds">Time that this start took.</param>
/// <param name="Entries">Its items in order.</param>
/// <param name="Pages">Pages that were written; none where nothing reproduces anything.</param>
internal sealed record SeriesOutcome(string Scale, string Folder, double Seconds, IReadOnlyList<SeriesEntry> Entries, IReadOnlyList<string> Pages)
{
    /// <summary>Items that ended with an error.</summary>
    public int FailedCount => Entries.Count(entry => entry.State == SeriesState.Failed);
}
