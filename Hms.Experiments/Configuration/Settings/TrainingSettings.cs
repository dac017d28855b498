using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the network learns.</summary>
[Description("How the network learns.")]
public sealed record TrainingSettings : ICheckedSettings
{
    /// <summary>Passes over the training rows.</summary>
    [Description("Passes over the training rows.")]
    [Limits(AtLeast = 1, AtMost = 10000)]
    public int Epochs { get; init; } = 9;

    /// <summary>Rows per optimizer step; batch normalisation needs two at least.</summary>
    [Description("Rows per optimizer step; batch normalisation needs two at least.")]
    [Limits(AtLeast = 2, AtMost = 65536)]
    public int BatchSize { get; init; } = 16;

    /// <summary>What turns gradients into steps.</summary>
    [Description("What turns gradients into steps.")]
    public OptimizerSettings Optimizer { get; init; } = new AdamWSettings();

    /// <summary>How the learning rate moves.</summary>
    [Description("How the learning rate moves.")]
    public ScheduleSettings Schedule { get; init; } = new CosineSettings();

    /// <summary>A rise of the learning rate before the schedule; not set: none.</summary>
    [Description("A rise of the learning rate before the schedule; not set: none.")]
    public WarmUpSettings? WarmUp { get; init; }

    /// <summary>What the training makes small; validation is always judged by the plain KL divergence.</summary>
    [Description("What the training makes small; validation is always judged by the plain KL divergence.")]
    public LossSettings Loss { get; init; } = new KullbackLeiblerSettings();

    /// <summary>How much a training row counts by the number of its votes.</summary>
    [Description("How much a training row counts by the number of its votes.")]
    public VoteWeightingSettings VoteWeighting { get; init; } = new NoVoteWeightingSettings();

    /// <summary>Largest norm of all gradients together; larger ones are scaled down to it. Not set: no limit.</summary>
    [Description("Largest norm of all gradients together; larger ones are scaled down to it. Not set: no limit.")]
    [Limits(MoreThan = 0)]
    public double? GradientClip { get; init; }

    /// <summary>Batches whose gradients are added up for one optimizer step.</summary>
    [Description("Batches whose gradients are added up for one optimizer step.")]
    [Limits(AtLeast = 1, AtMost = 65536)]
    public int Accumulation { get; init; } = 1;

    /// <summary>A moving average of the weights, which is validated and exported in their place; not set: none.</summary>
    [Description("A moving average of the weights, which is validated and exported in their place; not set: none.")]
    public EmaSettings? Ema { get; init; }

    /// <summary>Ends a stage whose held-out KL no longer falls; not set: never.</summary>
    [Description("Ends a stage whose held-out KL no longer falls; not set: never.")]
    public EarlyStoppingSettings? EarlyStopping { get; init; }

    /// <summary>A second stage on training rows with many votes; not set: none.</summary>
    [Description("A second stage on training rows with many votes; not set: none.")]
    public SecondStageSettings? SecondStage { get; init; }

    /// <summary>Votes from which on a held-out row counts for the KL of rows with many votes, which is reported beside that of all.</summary>
    [Description("Votes from which on a held-out row counts for the KL of rows with many votes, which is reported beside that of all.")]
    [Limits(MoreThan = 0)]
    [Fixed("it changes what is reported, not what a trial is")]
    public double HighVotes { get; init; } = 10;

    /// <summary>Seconds between two checkpoints of a training; 0: one after each batch.</summary>
    [Description("Seconds between two checkpoints of a training; 0: one after each batch.")]
    [Limits(AtLeast = 0)]
    [Fixed("it changes how a trial runs, not what it is")]
    public double CheckpointSeconds { get; init; } = 60;

    /// <summary>Memory in GiB that the process may hold before a training stops with an error; not set: 90 % of the machine's, which workers share evenly.</summary>
    [Description("Memory in GiB that the process may hold before a training stops with an error; not set: 90 % of the machine's, which workers share evenly.")]
    [Limits(MoreThan = 0, AtMost = 1048576)]
    [Fixed("it changes how a trial runs, not what it is")]
    public double? MemoryLimitGB { get; init; }

    /// <summary>Which epoch's weights are kept.</summary>
    [Description("Which epoch's weights are kept.")]
    [Fixed("results would not be comparable")]
    public KeepEpoch Keep { get; init; } = KeepEpoch.Last;

    /// <summary>Threads of one training; results are equal for equal numbers only.</summary>
    [Description("Threads of one training; results are equal for equal numbers only.")]
    [Limits(AtLeast = 1, AtMost = 1024)]
    [Fixed("it changes how a trial runs, not what it is")]
    public int Threads { get; init; } = 1;

    /// <summary>Where the training runs; auto: on CUDA where present. The option --device overrides it.</summary>
    [Description("Where the training runs; auto: on CUDA where present. The option --device overrides it.")]
    [KnownNames(
        "auto", "cpu", "cuda", "cuda:0", "cuda:1", "cuda:2", "cuda:3", "cuda:4", "cuda:5", "cuda:6", "cuda:7",
        "cuda:8", "cuda:9", "cuda:10", "cuda:11", "cuda:12", "cuda:13", "cuda:14", "cuda:15")]
    [Fixed("it changes how a trial runs, not what it is")]
    public string Device { get; init; } = "auto";

    /// <summary>What happens where a batch does not fit into the device's memory: the training (in a sweep its trial) fails, or begins again with half the batch.</summary>
    [Description("What happens where a batch does not fit into the device's memory: the training (in a sweep its trial) fails, or begins again with half the batch.")]
    [Fixed("it changes how a trial runs, not what it is")]
    public OutOfMemoryChoice OutOfMemory { get; init; } = OutOfMemoryChoice.Fail;

    /// <summary>Epochs of all stages.</summary>
    public int CountEpochs() => Epochs + (SecondStage?.Epochs ?? 0);

    /// <summary>The same training cut to its first epochs, through the stages.</summary>
    /// <param name="epochs">How many, at least 1.</param>
    public TrainingSettings CutTo(int epochs) => CutTo(Math.Min(epochs, Epochs), Math.Max(0, epochs - Epochs));

    /// <summary>The same training with shorter stages.</summary>
    /// <param name="first">Epochs of the first stage, at least 1 and not more than it has.</param>
    /// <param name="second">Epochs of the second stage, not more than it has; 0 for none.</param>
    /// <remarks>A warm-up becomes as short as the shortest stage needs: one in epochs leaves an epoch to the schedule, one in steps shrinks as that stage does.</remarks>
    public TrainingSettings CutTo(int first, int second) => this with
    {
        Epochs = first,
        SecondStage = second == 0 ? null : SecondStage! with { Epochs = second },
        WarmUp = CutWarmUp(first, second),
    };

    private WarmUpSettings? CutWarmUp(int first, int second)
    {
        var shortest = second == 0 ? first : Math.Min(first, second);
        if (WarmUp?.Epochs is { } epochs) { return Math.Min(epochs, shortest - 1) is > 0 and var left ? WarmUp with { Epochs = left } : null; }
        if (WarmUp?.Steps is not { } steps) { return WarmUp; }
        var kept = Math.Min((long)steps * first / Epochs, second == 0 ? steps : (long)steps * second / SecondStage!.Epochs); // steps < stage epochs x steps per epoch still holds
        return kept > 0 ? WarmUp with { Steps = (int)kept } : null;
    }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (WarmUp?.Epochs >= SecondStage?.Epochs) { yield return new SettingsProblem($"the schedule begins anew in the second stage, where a warm-up of {WarmUp?.Epochs} epochs leaves none of {SecondStage?.Epochs}; shorten it, or raise secondStage.epochs.", "warmUp.epochs", "secondStage"); }
        if (WarmUp?.Epochs >= Epochs) { yield return new SettingsProblem($"a warm-up of {WarmUp.Epochs} epochs leaves none of {Epochs} to the schedule; shorten it, or raise epochs.", "warmUp.epochs", "epochs"); }
    }
}
