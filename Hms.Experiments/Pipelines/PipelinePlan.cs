using Hms.Data.Views;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;

namespace Hms.Experiments.Pipelines;

/// <summary>The steps of one concrete experiment, with the columns they read and yield.</summary>
/// <param name="Shared">Steps that learn nothing from rows and follow none that does: their result is the same for every fold and trial, so it is cached.</param>
/// <param name="Fitted">The other steps, in order: fitted for every fold, on its training rows.</param>
/// <param name="Sources">Which signals of a recording the pipeline reads.</param>
/// <param name="FeatureColumn">Column that the network reads.</param>
internal sealed record PipelinePlan(IReadOnlyList<PipelineStep> Shared, IReadOnlyList<PipelineStep> Fitted, RecordingColumns Sources, string FeatureColumn)
{
    /// <summary>All steps in the order of the experiment.</summary>
    public IEnumerable<PipelineStep> Steps => Shared.Concat(Fitted).OrderBy(step => step.Index);

    /// <summary>Columns of the shared steps' result (or of the recording) that the fitted steps and the network read.</summary>
    public IReadOnlyList<string> CachedColumns => ColumnsRead(Fitted, FeatureColumn);

    /// <summary>Columns that steps and the network read and that none of these steps yields.</summary>
    /// <param name="steps">Steps in order.</param>
    /// <param name="featureColumn">Column that the network reads.</param>
    public static IReadOnlyList<string> ColumnsRead(IReadOnlyList<PipelineStep> steps, string featureColumn)
    {
        var yielded = new HashSet<string>();
        var read = new List<string>();
        foreach (var step in steps)
        {
            read.AddRange(step.Columns.Inputs.Where(column => !yielded.Contains(column)));
            if (step.Columns.Output is { } output) { yielded.Add(output); }
        }
        if (!yielded.Contains(featureColumn)) { read.Add(featureColumn); }
        return [.. read.Distinct()];
    }

    /// <summary>
    /// Splits the fitted steps behind the last costly one: what comes before is worth a cache of its own. Nothing comes before where no step is costly, or where
    /// a step of training rows only precedes it, whose rows no other training has.
    /// </summary>
    public (IReadOnlyList<PipelineStep> Costly, IReadOnlyList<PipelineStep> Others) SplitAfterCostly()
    {
        var count = Fitted.Select((step, index) => step.Settings.IsCostly ? index + 1 : 0).DefaultIfEmpty().Max();
        return Fitted.Take(count).Any(step => step.IsTrainingOnly) ? ([], Fitted) : ([.. Fitted.Take(count)], [.. Fitted.Skip(count)]);
    }

    /// <summary>Plans the pipeline of a concrete experiment.</summary>
    /// <param name="settings">Settings without ranges.</param>
    public static PipelinePlan Of(ExperimentSettings settings)
    {
        var flow = ColumnFlow.Of(settings.Transforms);
        var shared = new List<PipelineStep>();
        var fitted = new List<PipelineStep>();
        var fittedColumns = new HashSet<string>(); // read or written by a fitted step: a later step on them must wait for it
        for (var i = 0; i < settings.Transforms.Count; i++)
        {
            var step = new PipelineStep(i, settings.Transforms[i], flow.Steps[i]);
            string[] touched = step.Columns.Output is { } output ? [.. step.Columns.Inputs, output] : [.. step.Columns.Inputs];
            if (!step.LearnsFromRows && !touched.Any(fittedColumns.Contains)) { shared.Add(step); }
            else
            {
                fitted.Add(step);
                fittedColumns.UnionWith(touched);
            }
        }
        var sources = flow.Sources.Aggregate(RecordingColumns.None, (columns, source) => columns | Enum.Parse<RecordingColumns>(source));
        return new PipelinePlan(shared, fitted, sources, flow.FeatureColumn);
    }
}
