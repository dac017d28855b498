using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>The empirical distribution function of a study's values: the share of the completed trials that have at most a value. A better study rises earlier (minimise).</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Values">The different values, ascending.</param>
/// <param name="Shares">Share of the trials with at most that value, in (0, 1]; the last is 1.</param>
public sealed record EmpiricalDistribution(string Study, IReadOnlyList<double> Values, IReadOnlyList<double> Shares)
{
    /// <summary>The distribution of a study.</summary>
    /// <param name="study">Its name.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="target">What to look at.</param>
    public static EmpiricalDistribution Of(string study, IEnumerable<Trial> trials, AnalysisTarget target)
    {
        var sorted = target.Select(trials).Select(x => x.Value).Order().ToArray();
        var values = new List<double>();
        var shares = new List<double>();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i]) { continue; }
            values.Add(sorted[i]);
            shares.Add((i + 1.0) / sorted.Length);
        }
        return new EmpiricalDistribution(study, values, shares);
    }
}
