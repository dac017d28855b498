using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.Rounds;

/// <summary>The ranges of every round of a sweep under <see cref="RoundsTuner"/>, computed again from its trials: to print, or to store with the study.</summary>
public static class RoundsLog
{
    /// <summary>The rounds that the trials allow: round 0, and each round whose predecessors' trials have all finished.</summary>
    /// <param name="space">The declared space.</param>
    /// <param name="trials">Trials of the study, by number.</param>
    /// <param name="directions">Which values are better, one entry for each objective.</param>
    /// <param name="options">The tuner's options; null for the defaults.</param>
    /// <remarks>With a parallelism of W the first W − 1 trials of a round do not see the last ones of the round before, so their ranges may differ a little from these.</remarks>
    public static IReadOnlyList<SearchRound> Of(SearchSpace space, IReadOnlyList<Trial> trials, IReadOnlyList<StudyDirection> directions, RoundsOptions? options = null)
    {
        var given = options ?? new RoundsOptions();
        var finished = 0;
        while (finished < trials.Count && trials[finished].IsFinished) { finished++; }
        var boxes = RangeNarrowing.Boxes(space, [.. trials.Take(finished)], directions, given, finished / given.TrialsPerRound);
        return [.. boxes.Select((box, round) => new SearchRound(round, round * given.TrialsPerRound, [.. space.Parameters.Select(p =>
            new RoundRange(p.Name, p.Distribution, box[p.Name], boxes[Math.Max(0, round - 1)][p.Name]))]))];
    }
}
