using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>What a report of a run is made from.</summary>
/// <param name="Source">The run's record and held-out predictions.</param>
/// <param name="Evaluation">What they say.</param>
/// <param name="Trials">The trials of a sweep; empty for other runs.</param>
/// <param name="DrawnAt">When the report is made.</param>
internal sealed record RunReport(RunPredictions Source, ModelEvaluation Evaluation, IReadOnlyList<Trial> Trials, DateTimeOffset DrawnAt)
{
    /// <summary>The rows with their scores, in the order of the file.</summary>
    public IReadOnlyList<ScoredRow> Rows { get; } = ScoredRow.Of(Source.Predictions);

    /// <summary>The run's record.</summary>
    public RunRecord Record => Source.Record;

    /// <summary>Paired gain over each fold's class prior; null where no prior is known.</summary>
    public PairedGain? Gain { get; } = Source.Predictions.All(x => x.Prior.Length > 0) ? HeldOutEvaluation.Of(Source.Predictions).Gain : null;

    /// <summary>Folds whose rows are judged.</summary>
    public int FoldsRun { get; } = Source.Predictions.Select(x => x.Fold).Distinct().Count();

    /// <summary>What weights rounded to float16 cost in KL; null where they are not rounded.</summary>
    public double? Float16Cost =>
        Source.Trial is { } number ? Trials.FirstOrDefault(x => x.Number == number) is { } trial ? TrialAttributes.Of(trial)?.Float16Cost : null : Record.Result?.Float16Cost;

    /// <summary>Reads a run.</summary>
    /// <param name="source">Its predictions.</param>
    /// <param name="clock">Says when.</param>
    /// <exception cref="UserErrorException">Its predictions or its study cannot be read.</exception>
    public static RunReport Of(RunPredictions source, TimeProvider clock)
    {
        var trials = source.Record.Kind == "sweep" ? StudyReader.Read(source.Run, source.Record.Experiment).Trials : [];
        return new RunReport(source, ModelEvaluator.Evaluate(source.Predictions, name: source.Name), trials, clock.GetUtcNow());
    }
}
