using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>An experiment: data, preprocessing, model, training, search.</summary>
[Description("An experiment: data, preprocessing, model, training, search.")]
public record ExperimentSettings : ICheckedSettings
{
    /// <summary>What the experiment is, in a sentence or two.</summary>
    [Description("What the experiment is, in a sentence or two.")]
    [Fixed("it is a text")]
    public string? About { get; init; }

    /// <summary>What of a publication it reproduces; not set: nothing.</summary>
    [Description("What of a publication it reproduces; not set: nothing.")]
    [Fixed("it is a text")]
    public PaperSettings? Paper { get; init; }

    /// <summary>Where the recordings come from; not set: the file's data.</summary>
    [Description("Where the recordings come from; not set: the file's data.")]
    [Fixed("all trials must see the same rows")]
    public DataSettings? Data { get; init; }

    /// <summary>What a row of learning is.</summary>
    [Description("What a row of learning is.")]
    [Fixed("all trials must see the same rows")]
    public RowsSettings Rows { get; init; } = new();

    /// <summary>The preprocessing steps in order.</summary>
    [Description("The preprocessing steps in order.")]
    [MinimumCount(1)]
    public required IReadOnlyList<StepSettings> Transforms { get; init; } = [];

    /// <summary>What learns: a network, or a learner of features.</summary>
    [Description("What learns: a network, or a learner of features.")]
    public required ModelSettings Model { get; init; } = new();

    /// <summary>How the network learns; of a learner: threads, what is kept, what is reported.</summary>
    [Description("How the network learns; of a learner: threads, what is kept, what is reported.")]
    public TrainingSettings Training { get; init; } = new();

    /// <summary>Seed of the experiment; those of trials, folds, epochs and rows derive from it.</summary>
    [Description("Seed of the experiment; those of trials, folds, epochs and rows derive from it.")]
    [Limits(AtLeast = 0)]
    [Fixed("the seeds of all trials derive from it")]
    public long Seed { get; init; } = 1;

    /// <summary>How rows are split into training and validation.</summary>
    [Description("How rows are split into training and validation.")]
    [Fixed("all trials must be judged on the same folds")]
    public FoldsSettings Folds { get; init; } = new GroupKFoldSettings();

    /// <summary>How the values that may vary are searched.</summary>
    [Description("How the values that may vary are searched.")]
    [Fixed("it drives the search itself")]
    public SweepSettings Sweep { get; init; } = new();

    /// <summary>What the sweep exports.</summary>
    [Description("What the sweep exports.")]
    [Fixed("it is applied after the search")]
    public ExportSettings Export { get; init; } = new();

    /// <inheritdoc />
    public virtual IEnumerable<SettingsProblem> Check()
    {
        foreach (var problem in ColumnFlow.Of(Transforms).Problems) { yield return problem; }
        foreach (var problem in FillsBeforeArranging()) { yield return problem; }
        foreach (var problem in TrainingSteps()) { yield return problem; }
        foreach (var problem in WithoutTimeAxis()) { yield return problem; }
        if (Transforms.Count > 0 && Transforms.All(step => step.IsTrainingOnly))
        {
            yield return new SettingsProblem("steps on training rows only, such as rebalance, make no image; at least one more step must make the image that the network reads.", "transforms") { DependsOnColumns = true };
        }
        if (Sweep.Folds > Folds.FoldCount)
        {
            yield return new SettingsProblem($"a trial cannot run {Sweep.Folds} folds of {Folds.FoldCount}; lower sweep.folds or raise folds.{Folds.Key}.count.", "sweep.folds", "folds");
        }
        if (Training.SecondStage is { } second && second.MinimumVotes <= Rows.MinVotes)
        {
            yield return new SettingsProblem(FormattableString.Invariant($"a second stage of rows with {second.MinimumVotes} votes or more has the same rows as the first, for rows.minVotes is {Rows.MinVotes}; raise it, or lower rows.minVotes."), "training.secondStage", "rows.minVotes");
        }
        if (Data is SyntheticDataSettings synthetic && Folds is not KFoldSettings && synthetic.Patients < Folds.FoldCount)
        {
            yield return new SettingsProblem($"{Folds.FoldCount} folds need at least as many patients, but the synthetic data has {synthetic.Patients}.", $"folds.{Folds.Key}.count", "folds", "data");
        }
    }

    /// <summary>The trainer changes the images that the network reads, once; and a row has one weight.</summary>
    private IEnumerable<SettingsProblem> TrainingSteps()
    {
        var (augments, weights) = (0, 0);
        for (var i = 0; i < Transforms.Count; i++)
        {
            var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"transforms.{i}");
            if (Transforms[i] is RebalanceStep { Strategy: RebalanceStrategy.ClassWeights } && ++weights > 1)
            {
                yield return new SettingsProblem("a second step makes class weights; a row has one weight, keep one of them.", $"{path}.strategy", "transforms");
            }
            if (Transforms[i] is RebalanceStep { Strategy: not RebalanceStrategy.ClassWeights } && weights > 0)
            {
                yield return new SettingsProblem("class weights made before rows are repeated or left out would correct the classes twice; put the classWeights step after this one, or keep one of them.", path, "transforms");
            }
            if (Transforms[i] is AugmentStep { Copies: not null } && Transforms.Skip(i + 1).Any(step => step is StackChannelsStep or ConcatenateStep or TileStep { Kaggle: not null, Eeg: not null }))
            {
                yield return new SettingsProblem("copies change one column, and a later step joins it with another that stays as it was, so an image and its votes would not belong together; put augment behind the step that joins them.", path, "transforms");
            }
            if (Transforms[i] is not AugmentStep { Copies: null }) { continue; }
            if (Model.Learner is not null) { yield return new SettingsProblem("an augment step without copies is drawn anew in each epoch of a network, which a learner does not have; write copies, or leave the step out.", path, "model.learner"); }
            if (++augments > 1) { yield return new SettingsProblem("a second step augments anew in each epoch; join the two, or write copies in one of them.", path, "transforms"); }
            if (Transforms.Skip(i + 1).Any(step => !step.IsTrainingOnly))
            {
                yield return new SettingsProblem("an augment step without copies is drawn anew in each epoch, on what the network reads, so no other step may follow; move it to the end, or write copies.", path, "transforms") { DependsOnColumns = true };
            }
        }
    }

    /// <summary>Steps that mean the time or frequency axis need one: a spectrogram file before arrange has time along its rows, and features have none.</summary>
    private IEnumerable<SettingsProblem> WithoutTimeAxis()
    {
        var (isRaw, isFeature) = (true, false);
        var flow = ColumnFlow.Of(Transforms);
        for (var i = 0; i < Transforms.Count; i++)
        {
            isRaw &= Transforms[i] is not ArrangeStep;
            isFeature |= Transforms[i] is PowerSpectralDensityStep or BandPowerStep or ConnectivityStep or ConcatenateStep or TileStep;
            var needsAxes = Transforms[i] is NormalizeStep { Over: not NormalizeOver.All }
                || Transforms[i] is AugmentStep augment && (augment.FlipTime > 0 || augment.Mirror > 0 || augment.Shift > 0 || augment.TimeMasks > 0 || augment.FrequencyMasks > 0 || augment.ChannelDrop > 0);
            var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"transforms.{i}");
            if (needsAxes && isRaw && flow.Steps[i].Inputs.Contains(SourceColumns.Spectrogram))
            {
                yield return new SettingsProblem("a spectrogram file has time along its rows until arrange, so this step would take time for frequency; put the arrange step before it.", path, "transforms");
            }
            else if (needsAxes && isFeature)
            {
                yield return new SettingsProblem("this step needs an image of channels, frequencies and times, which a spectrum, band powers, connectivity, joined features or tiles are not; put it before them, or leave it out.", path, "transforms");
            }
        }
    }

    /// <summary>A spectrogram file has time along its rows and the frequencies of all regions side by side: its channels exist only after arrange.</summary>
    private IEnumerable<SettingsProblem> FillsBeforeArranging()
    {
        var isRaw = true;
        var flow = ColumnFlow.Of(Transforms);
        for (var i = 0; i < Transforms.Count; i++)
        {
            isRaw &= Transforms[i] is not ArrangeStep;
            if (isRaw && Transforms[i] is ReplaceMissingStep { Method: MissingMethod.Mean or MissingMethod.Interpolate } && flow.Steps[i].Inputs.Contains(SourceColumns.Spectrogram))
            {
                yield return new SettingsProblem(
                    "methods \"mean\" and \"interpolate\" work along each channel, which a spectrogram file has only after arrange; put the arrange step before this one.",
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"transforms.{i}.method"), "transforms");
            }
        }
    }
}
