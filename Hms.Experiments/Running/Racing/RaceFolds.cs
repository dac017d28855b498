namespace Hms.Experiments.Running.Racing;

/// <summary>Candidates can be raced only on the same rows in the same folds.</summary>
internal static class RaceFolds
{
    /// <summary>Refuses candidates whose held-out rows would not pair up.</summary>
    /// <param name="first">Name and training of one candidate.</param>
    /// <param name="other">Name and training of another.</param>
    /// <exception cref="UserErrorException">They differ in unit, rows, votes or folds; the message says in which.</exception>
    public static void RequireSame(RaceCandidate first, RaceCandidate other)
    {
        if (DifferenceOf(first, other) is not { } difference) { return; }
        throw new UserErrorException($"{first.Request.Experiment} and {other.Request.Experiment} cannot be raced: {difference}. Give them the same rows and folds, or compare them after hms train.");
    }

    private static string? DifferenceOf(RaceCandidate first, RaceCandidate other)
    {
        if (first.Unit != other.Unit) { return $"their rows are of different units ({first.Unit.ToString().ToLowerInvariant()} and {other.Unit.ToString().ToLowerInvariant()})"; }
        if (first.Folds != other.Folds) { return $"they train {first.Folds} and {other.Folds} folds"; }
        if (first.Rows.Rows.Count != other.Rows.Rows.Count) { return $"they have {first.Rows.Rows.Count} and {other.Rows.Rows.Count} rows"; }
        for (var i = 0; i < first.Rows.Rows.Count; i++)
        {
            var (mine, theirs) = (first.Rows.Rows[i], other.Rows.Rows[i]);
            if (mine.EegId != theirs.EegId || mine.LabelId != theirs.LabelId || mine.SpectrogramId != theirs.SpectrogramId) { return $"row {i} is EEG {mine.EegId} in the one and EEG {theirs.EegId} in the other, or another label of it"; }
            if (!mine.Distribution().SequenceEqual(theirs.Distribution())) { return $"the votes of row {i} (EEG {mine.EegId}) differ: rows.votes is not the same"; }
        }
        return first.Rows.Folds.Sha256 == other.Rows.Folds.Sha256 ? null : $"their folds differ (hash {first.Rows.Folds.Sha256[..12]} and {other.Rows.Folds.Sha256[..12]})";
    }
}
