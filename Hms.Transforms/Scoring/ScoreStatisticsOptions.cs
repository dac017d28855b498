using Hms.Transforms.Mapping;

namespace Hms.Transforms.Scoring;

/// <summary>Options of <see cref="ScoreStatisticsTransformer"/>.</summary>
public sealed record ScoreStatisticsOptions
{
    /// <summary>The columns of probabilities, one for each model, at least one.</summary>
    public required IReadOnlyList<string> InputColumns { get; init; }

    /// <summary>The blocks of the result, in order, each once. Default: minimum, maximum, mean, standard deviation, median.</summary>
    public IReadOnlyList<ScoreStatistic> Statistics { get; init; } =
        [ScoreStatistic.Minimum, ScoreStatistic.Maximum, ScoreStatistic.Mean, ScoreStatistic.StandardDeviation, ScoreStatistic.Median];

    /// <summary>The column of the features. Default "Features".</summary>
    public string OutputColumn { get; init; } = "Features";

    /// <summary>Number of features.</summary>
    /// <param name="classCount">Number of classes.</param>
    public int FeatureCount(int classCount) => Statistics.Sum(statistic => (statistic == ScoreStatistic.Predictions ? InputColumns.Count : 1) * classCount);

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (InputColumns.Count == 0) { errors.Add("InputColumns is empty; name at least one column of probabilities."); }
        if (InputColumns.Any(string.IsNullOrWhiteSpace)) { errors.Add("A name of InputColumns is empty; name the column to read."); }
        if (string.IsNullOrWhiteSpace(OutputColumn)) { errors.Add("OutputColumn is empty; name the column of the features."); }
        if (Statistics.Count == 0) { errors.Add("Statistics is empty; name at least one."); }
        if (Statistics.Distinct().Count() != Statistics.Count) { errors.Add($"Statistics names one twice: {string.Join(", ", Statistics)}."); }
        foreach (var unknown in Statistics.Where(statistic => !Enum.IsDefined(statistic))) { errors.Add($"Statistics holds {unknown}; use {string.Join(", ", Enum.GetNames<ScoreStatistic>())}."); }
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(ScoreStatisticsOptions), Validate());
}
