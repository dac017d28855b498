using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.Rounds;

/// <summary>From the trials of the rounds before to the ranges of a round.</summary>
internal static class RangeNarrowing
{
    private const int LeastChoices = 2;

    /// <summary>The ranges of rounds 0 to <paramref name="lastRound"/>, by parameter; round 0 has the full ones.</summary>
    public static List<Dictionary<string, ParameterDistribution>> Boxes(SearchSpace space, IReadOnlyList<Trial> trials, IReadOnlyList<StudyDirection> directions, RoundsOptions options, int lastRound)
    {
        var boxes = new List<Dictionary<string, ParameterDistribution>> { space.Parameters.ToDictionary(x => x.Name, x => x.Distribution, StringComparer.Ordinal) };
        var finished = trials.Where(x => x.State is TrialState.Complete or TrialState.Pruned).ToList();
        var ranked = Ranked(finished, directions);
        for (var round = 1; round <= lastRound; round++)
        {
            var end = round * options.TrialsPerRound;
            var known = ranked.Where(x => x.Number < end).ToList();
            var before = boxes[^1];
            boxes.Add(space.Parameters.ToDictionary(x => x.Name, x => Narrow(x, before[x.Name], known, options), StringComparer.Ordinal));
        }
        return boxes;
    }

    /// <summary>Best first. With several objectives: by how many trials are better in all of them, pruned trials last.</summary>
    private static List<Trial> Ranked(List<Trial> finished, IReadOnlyList<StudyDirection> directions)
    {
        if (directions.Count == 1) { return [.. TrialRanking.BestFirst(finished, directions[0])]; }
        bool Beats(Trial one, Trial other) => one.Values.Count == directions.Count && other.Values.Count == directions.Count
            && Enumerable.Range(0, directions.Count).All(k => directions[k] == StudyDirection.Minimize ? one.Values[k] < other.Values[k] : one.Values[k] > other.Values[k]);
        return [.. finished.OrderBy(x => x.State == TrialState.Complete ? 0 : 1).ThenBy(x => finished.Count(y => y.State == TrialState.Complete && Beats(y, x))).ThenBy(x => x.Number)];
    }

    private static ParameterDistribution Narrow(SearchParameter parameter, ParameterDistribution before, List<Trial> ranked, RoundsOptions options)
    {
        var own = ranked.Where(x => x.Parameters.Contains(parameter.Name)).ToList();
        var count = Math.Max(options.MinimumGoodTrials, (int)Math.Ceiling(options.GoodShare * own.Count));
        var good = own.TakeWhile(x => x.State == TrialState.Complete).Take(count).Select(x => x.Parameters.GetInternal(parameter.Name)).ToList();
        if (good.Count < options.MinimumGoodTrials || own.Count < 2 * good.Count) { return parameter.Distribution; }
        return parameter.Distribution is CategoricalDistribution choices
            ? Narrow(choices, [.. own.Select(x => (int)x.Parameters.GetInternal(parameter.Name))], good.Count, options.DropLevel)
            : Narrow(parameter.Distribution, before, good, options);
    }

    /// <summary>Leaves out choices that miss the best trials too often for chance.</summary>
    private static CategoricalDistribution Narrow(CategoricalDistribution choices, int[] ranked, int goodCount, double level)
    {
        var best = Enumerable.Range(0, choices.Choices.Count).OrderBy(c => Array.IndexOf(ranked, c) is var at && at < 0 ? int.MaxValue : at).ThenBy(c => c).Take(LeastChoices).ToHashSet();
        var isGood = ranked.Take(goodCount).ToHashSet();
        return new CategoricalDistribution(choices.Choices.Where((_, c) => best.Contains(c) || isGood.Contains(c) || MissProbability(ranked.Count(x => x == c), goodCount, ranked.Length) >= level));
    }

    /// <summary>Probability that so many trials out of all miss the best ones by chance.</summary>
    private static double MissProbability(int tried, int good, int all)
    {
        var probability = 1.0;
        for (var i = 0; i < tried; i++) { probability *= Math.Max(0, (double)(all - good - i) / (all - i)); }
        return probability;
    }

    private static ParameterDistribution Narrow(ParameterDistribution declared, ParameterDistribution before, List<double> good, RoundsOptions options)
    {
        var isLog = declared is FloatDistribution { Log: true } or IntDistribution { Log: true };
        double Scale(double x) => isLog ? Math.Log(x) : x;
        var (from, to) = Ends(declared);
        var (fullLow, fullHigh) = (Scale(from), Scale(to));
        (from, to) = Ends(before);
        var (oldLow, oldHigh) = (Scale(from), Scale(to));
        var width = oldHigh - oldLow;
        var (low, high) = (Scale(good.Min()) - options.Margin * width, Scale(good.Max()) + options.Margin * width);
        var best = Scale(good[0]);
        if (best - oldLow <= options.EdgeShare * width) { low = Math.Min(low, oldLow - 0.5 * width); }
        if (oldHigh - best <= options.EdgeShare * width) { high = Math.Max(high, oldHigh + 0.5 * width); }
        var missing = options.LeastShrink * width - (high - low);
        if (missing > 0) { (low, high) = (low - 0.5 * missing, high + 0.5 * missing); }
        var shift = low < fullLow ? fullLow - low : high > fullHigh ? fullHigh - high : 0;
        if (missing > 0) { (low, high) = (low + shift, high + shift); }
        return Cut(declared, low <= fullLow ? null : isLog ? Math.Exp(low) : low, high >= fullHigh ? null : isLog ? Math.Exp(high) : high);
    }

    private static (double Low, double High) Ends(ParameterDistribution distribution) => distribution switch
    {
        FloatDistribution x => (x.Low, x.High),
        IntDistribution x => (x.Low, x.High),
        _ => throw new ArgumentException($"{distribution} has no range."),
    };

    /// <summary>A narrower distribution of the same kind, on the same grid, outwards to the next grid value; null keeps an end.</summary>
    private static ParameterDistribution Cut(ParameterDistribution declared, double? low, double? high)
    {
        if (declared is IntDistribution whole)
        {
            return whole with
            {
                Low = low is { } a ? Math.Clamp(whole.Low + (long)Math.Floor((a - whole.Low) / whole.Step) * whole.Step, whole.Low, whole.High) : whole.Low,
                High = high is { } b ? Math.Clamp(whole.Low + (long)Math.Ceiling((b - whole.Low) / whole.Step) * whole.Step, whole.Low, whole.High) : whole.High,
            };
        }
        var real = (FloatDistribution)declared;
        if (real.Step is not { } step) { return real with { Low = Math.Clamp(low ?? real.Low, real.Low, real.High), High = Math.Clamp(high ?? real.High, real.Low, real.High) }; }
        return real with
        {
            Low = low is { } l ? Math.Clamp(real.GridValue(Math.Floor((l - real.Low) / step)), real.Low, real.High) : real.Low,
            High = high is { } h ? Math.Clamp(real.GridValue(Math.Ceiling((h - real.Low) / step)), real.Low, real.High) : real.High,
        };
    }
}
