using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Makes one merged experiment smaller, as a scale says. Touches nothing that the scale does not name; a value that varies stays as it was declared.</summary>
/// <param name="scale">The scale as it was written.</param>
/// <param name="limits">The same, bound.</param>
internal sealed class ScaleApplier(SyntaxObject scale, ScaleSettings limits)
{
    private static readonly OneOfShape StepShape = ShapeCatalog.OfAlternatives(typeof(StepSettings));

    /// <summary>The smaller experiment.</summary>
    /// <param name="experiment">The merged tree.</param>
    /// <param name="settings">The experiment with the first value of everything that varies.</param>
    public SyntaxObject Apply(SyntaxObject experiment, ExperimentSettings settings)
    {
        if (scale.Find("data") is { } data) { experiment = experiment.With(data with { Name = "data" }); }
        if (limits.Rows is { } rows && !(settings.Rows.AtMost <= rows)) { experiment = Set(experiment, "rows", rows, "rows", "atMost"); }
        experiment = ApplyFolds(experiment, settings);
        if (settings.Model.Learner is null) { experiment = ApplyTraining(experiment, settings.Training); }
        if (limits.Threads is { } threads && threads != settings.Training.Threads) { experiment = Set(experiment, "threads", threads, "training", "threads"); }
        if (limits.Trials is { } trials && settings.Sweep.Trials > trials) { experiment = Set(experiment, "trials", trials, "sweep", "trials"); }
        return limits.ImagePixels is { } pixels ? ApplyImages(experiment, pixels) : experiment;
    }

    private SyntaxObject ApplyFolds(SyntaxObject experiment, ExperimentSettings settings)
    {
        if (limits.Folds is not { } folds) { return experiment; }
        if (settings.Sweep.Folds > folds) { experiment = Set(experiment, "folds", folds, "sweep", "folds"); }
        var counts = settings.Folds is not (LeaveOneGroupOutSettings or FoldFileSettings); // there the data or the file tell the number
        return counts && settings.Folds.FoldCount > folds ? Set(experiment, "folds", folds, "folds", settings.Folds.Key, "count") : experiment;
    }

    private SyntaxObject ApplyTraining(SyntaxObject experiment, TrainingSettings training)
    {
        if (limits.BatchSize is { } batch && training.BatchSize > batch) { experiment = Set(experiment, "batchSize", batch, "training", "batchSize"); }
        if (limits.Epochs is not { } epochs || training.CountEpochs() <= epochs) { return experiment; }
        var second = training.SecondStage is { } stage ? Math.Min(stage.Epochs, Math.Max(1, epochs / 2)) : 0;
        var first = Math.Min(training.Epochs, Math.Max(1, epochs - second));
        var cut = training.CutTo(first, second);
        experiment = Set(experiment, "epochs", first, "training", "epochs");
        if (second > 0) { experiment = Set(experiment, "epochs", second, "training", "secondStage", "epochs"); }
        if (training.WarmUp is { } warmUp && cut.WarmUp is null) { return experiment.With(experiment.Find("training")! with { Value = ((SyntaxObject)experiment.Find("training")!.Value).Without("warmUp") }); }
        if (cut.WarmUp?.Epochs is { } warmEpochs) { experiment = Set(experiment, "epochs", warmEpochs, "training", "warmUp", "epochs"); }
        return cut.WarmUp?.Steps is { } warmSteps ? Set(experiment, "epochs", warmSteps, "training", "warmUp", "steps") : experiment;
    }

    private SyntaxObject ApplyImages(SyntaxObject experiment, int pixels)
    {
        if (experiment.Find("transforms")?.Value is not SyntaxArray list) { return experiment; }
        var items = list.Items.Select(item => OneOfSyntax.Read(item, StepShape) is { } step && step.Shape.Type == typeof(ResizeStep)
            ? step.With(Limit(Limit(step.Body, "height", pixels), "width", pixels), item.Location)
            : item);
        return experiment.With(experiment.Find("transforms")! with { Value = new SyntaxArray(list.Location, [.. items]) });
    }

    private SyntaxObject Limit(SyntaxObject resize, string side, int pixels) =>
        resize.Find(side)?.Value is SyntaxValue { Kind: JsonValueKind.Number } written && written.Number > pixels ? Set(resize, "imagePixels", pixels, side) : resize;

    /// <summary>Sets a number by path, unless it varies; its place is that of the scale's own key.</summary>
    private SyntaxObject Set(SyntaxObject node, string key, int number, params ReadOnlySpan<string> path)
    {
        var location = scale.Find(key)!.Value.Location;
        var old = node.Find(path[0])?.Value;
        if (Variation.Is(old)) { return node; }
        SyntaxNode value = path.Length == 1
            ? new SyntaxValue(location, JsonValueKind.Number, number.ToString(CultureInfo.InvariantCulture))
            : Set(old as SyntaxObject ?? new SyntaxObject(location, []), key, number, path[1..]);
        return node.With(new SyntaxMember(path[0], value.Location, value));
    }
}
