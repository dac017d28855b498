using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>How an experiment ended.</summary>
public sealed record ExperimentResult
{
    /// <summary>The best trial: its number, parameters, the metric of each fold as its intermediate values, its times.</summary>
    public required Trial BestTrial { get; init; }

    /// <summary>All trials, by number; failed ones with their exception.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>Name of the metric.</summary>
    public required string MetricName { get; init; }

    /// <summary>
    /// The best trial's pipeline, fitted with its parameters: on the training set where a validation set was given (the model that was scored), on all rows after folds
    /// (a model that saw more rows than any that was scored).
    /// </summary>
    public required ITransformer Model { get; init; }

    /// <summary>Columns that the model takes, for saving it: <c>mlContext.Model.Save(result.Model, result.InputSchema, path)</c>.</summary>
    public required DataViewSchema InputSchema { get; init; }

    /// <summary>Why the same experiment would not give the same trials again, as sentences; empty: it would, if its trainers repeat themselves.</summary>
    public IReadOnlyList<string> NotRepeatableBecause { get; init; } = [];

    /// <summary>Messages of exceptions thrown by the monitor; they did not touch the trials.</summary>
    public IReadOnlyList<string> MonitorErrors { get; init; } = [];

    /// <summary>Metric of the best trial; after folds the mean over them. Being the best of many trials it is a little too good: judge the model on rows that no trial saw.</summary>
    public double Metric => BestTrial.Value!.Value;

    /// <summary>Parameters of the best trial.</summary>
    public ParameterValues Parameters => BestTrial.Parameters;
}
