using Hms.Signal.Augmentation;
using Hms.Training.Checkpoints;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using Hms.Training.Weights;
using Microsoft.ML;

namespace Hms.Training;

/// <summary>Everything that decides a training of an image classifier.</summary>
public sealed record EegImageClassificationOptions
{
    /// <summary>Images: a vector of Single with dimensions [C, H, W]; or signals [C, T], for a network of signals, which takes them as [1, C, T]; or features [F], for one of features.</summary>
    public string FeatureColumn { get; init; } = "Features";

    /// <summary>Distributions of votes: a vector of Single with one place per class; every row sums to 1.</summary>
    public string VotesColumn { get; init; } = "Votes";

    /// <summary>Weight of each training row (Single, above 0) in the loss; null for equal weights. Validation is never weighted.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Number of votes of each row (Single, above 0), for weights by votes, for training stages and for figures of rows with many votes; null for none.</summary>
    public string? VoteCountColumn { get; init; }

    /// <summary>Random changes of the training images, drawn anew in each epoch from (seed, epoch, row); null (default) for none. Validation images are never changed.</summary>
    /// <remarks>Exchanging left and right needs the ChannelNames annotation of the feature column. With augmentation the training loss is that of the changed images.</remarks>
    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>Output: probabilities.</summary>
    public string ScoreColumn { get; init; } = "Score";

    /// <summary>Output: the most probable class.</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>Network by name, see <see cref="NetworkCatalog.Names"/>.</summary>
    public string Network { get; init; } = SmallCnn.Name;

    /// <summary>The network itself, for one that the catalogue does not have, for example <see cref="StatisticsMlp"/>; null (default) for that of <see cref="Network"/> and <see cref="NetworkOptions"/>, which are not read otherwise. Its channels (or features) and classes must be those of the rows.</summary>
    public NetworkSpec? Specification { get; init; }

    /// <summary>Dropout, drop path and pooling of the network.</summary>
    public NetworkOptions NetworkOptions { get; init; } = new();

    /// <summary>A .safetensors file of weights to start from, for example one of timm, see <see cref="PretrainedWeights"/>; null (default) for weights drawn from the seed.</summary>
    public string? WeightsPath { get; init; }

    /// <summary>Number of passes over the training rows, at least 1.</summary>
    public int Epochs { get; init; } = 9;

    /// <summary>Rows per step, at least 2 (batch normalisation). The last, smaller batch is used too; a single row left over joins the batch before it.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamWOptions();

    /// <summary>What the training makes small; validation is always judged by the plain divergence.</summary>
    public LossOptions Loss { get; init; } = new KullbackLeiblerLoss();

    /// <summary>Weights of training rows by their number of votes, times <see cref="WeightColumn"/>; null (default) for none. Needs <see cref="VoteCountColumn"/>.</summary>
    public VoteWeighting? VoteWeighting { get; init; }

    /// <summary>The learning rate over the steps.</summary>
    public LearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>Batches whose gradients are added up for one optimiser step, at least 1; each row counts as in one large batch. The last, smaller group of an epoch makes a step, too.</summary>
    /// <remarks>Batch normalisation still sees one batch at a time.</remarks>
    public int Accumulation { get; init; } = 1;

    /// <summary>Largest norm of all gradients together, above 0: larger ones are scaled down to it, as torch.nn.utils.clip_grad_norm_; null (default) for no limit.</summary>
    public double? GradientClip { get; init; }

    /// <summary>A moving average of the weights, which is then validated and returned; null (default) for none.</summary>
    public EmaOptions? Ema { get; init; }

    /// <summary>Ends a stage whose validation divergence no longer falls; needs a validation view; null (default) for never.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>A second stage on rows with many votes; needs <see cref="VoteCountColumn"/>; null (default) for none.</summary>
    public SecondStageOptions? SecondStage { get; init; }

    /// <summary>Votes from which on a validation row counts for <see cref="EpochReport.HighVoteKl"/>, above 0; rows without a number of votes never do.</summary>
    public double HighVotes { get; init; } = 10;

    /// <summary>Seed of start weights, row order and dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>Torch's threads, at least 1; another number may change the last bits of the result.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Where to train.</summary>
    public TrainingDevice Device { get; init; } = TrainingDevice.Auto;

    /// <summary>What to do where a batch does not fit into the device's memory.</summary>
    public OutOfMemoryPolicy OutOfMemory { get; init; } = OutOfMemoryPolicy.Fail;

    /// <summary>Which epoch's weights to return.</summary>
    public EpochToKeep Keep { get; init; } = EpochToKeep.LastEpoch;

    /// <summary>Rows to validate on after each epoch, with the columns of the training view; null for no validation. Fit(train, validation) overrides it.</summary>
    public IDataView? ValidationView { get; init; }

    /// <summary>Hears of each epoch; null for nobody.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>Fold, only handed through to the observer.</summary>
    public int Fold { get; init; }

    /// <summary>Folder for the temporary copies of the rows, one of the training rows and one of the validation rows; null (default) for the system's folder for temporary files. It must exist.</summary>
    /// <remarks>
    /// A copy takes rows x (C x H x W + classes + 2) x 4 bytes, for example 4.2 GB for 1,000 images of [4, 512, 512], and lasts as long as Fit; a killed process leaves none behind.
    /// The system's folder is often small, or lies in memory (tmpfs), where the copies count as memory: set this to a folder on a local disk with room for both,
    /// such as the cache folder of the run. Too little room is a <see cref="TrainingException"/> that names the folder and the bytes needed,
    /// before the first row is written where the view knows its number of rows.
    /// </remarks>
    public string? TemporaryFolder { get; init; }

    /// <summary>Saves the state of the training from time to time and goes on from it after a stop; null (default) for never.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Bytes of memory of its own that the process may hold, above 0; a training that finds more stops with an error that names batch and image size. Null (default) for <see cref="MemoryShare"/> of what the machine or container has.</summary>
    /// <remarks>Checked after the first batches and then some times a second. Memory of a GPU is not counted.</remarks>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Share of the machine's or container's memory that the process may hold where <see cref="MemoryLimitBytes"/> is null, above 0 and at most 1: less where several processes train at a time.</summary>
    public double MemoryShare { get; init; } = 0.9;

    /// <summary>Stops the training within one batch (OperationCanceledException), after a checkpoint where there is to be one.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [.. Optimizer.Validate(), .. Schedule.Validate(Epochs), .. Loss.Validate(), .. VoteWeighting?.Validate() ?? []];
        if (Augmentation is not null) { errors.AddRange(Augmentation.Validate()); }
        if (!NetworkCatalog.IsKnown(Network, out var unknown)) { errors.Add(unknown!); }
        errors.AddRange(NetworkCatalog.Validate(Network, NetworkOptions));
        if (WeightsPath is not null && !File.Exists(WeightsPath)) { errors.Add($"The weights file {WeightsPath} does not exist; name a .safetensors file, or leave it out to start from drawn weights."); }
        if (Epochs < 1) { errors.Add($"Epochs {Epochs} must be at least 1."); }
        if (BatchSize < 2) { errors.Add($"Batch size {BatchSize} must be at least 2: batch normalisation needs more than one row."); }
        if (Accumulation < 1) { errors.Add($"Accumulation {Accumulation} must be at least 1 batch."); }
        if (GradientClip is { } clip && !(clip > 0 && double.IsFinite(clip))) { errors.Add(FormattableString.Invariant($"Gradient clip {clip} must be above 0; leave it out for no limit.")); }
        if (!(HighVotes > 0 && double.IsFinite(HighVotes))) { errors.Add(FormattableString.Invariant($"High votes {HighVotes} must be above 0.")); }
        if (SecondStage is { Epochs: > 0 } second) { errors.AddRange(Schedule.Validate(second.Epochs).Except(errors).Select(error => $"Second stage: {error}")); }
        if (SecondStage is not null && VoteCountColumn is null) { errors.Add("A second stage needs the number of votes of each row; name the VoteCountColumn."); }
        if (!(MemoryShare is > 0 and <= 1)) { errors.Add(FormattableString.Invariant($"Memory share {MemoryShare} must be above 0 and at most 1.")); }
        if (MemoryLimitBytes is <= 0) { errors.Add($"Memory limit {MemoryLimitBytes} must be above 0 bytes; leave it out for 90 % of the machine's."); }
        errors.AddRange([.. Ema?.Validate() ?? [], .. EarlyStopping?.Validate() ?? [], .. SecondStage?.Validate() ?? [], .. Checkpoint?.Validate() ?? []]);
        if (VoteWeighting is not null && VoteCountColumn is null) { errors.Add("Weights by votes need the number of votes of each row; name its column in VoteCountColumn, or leave VoteWeighting out."); }
        if (Threads < 1) { errors.Add($"Threads {Threads} must be at least 1."); }
        foreach (var (name, column) in new[] { ("Feature", FeatureColumn), ("Votes", VotesColumn), ("Score", ScoreColumn), ("PredictedLabel", PredictedLabelColumn) })
        {
            if (string.IsNullOrEmpty(column)) { errors.Add($"{name} column has no name; give one."); }
        }
        if (ScoreColumn == PredictedLabelColumn) { errors.Add($"Score and predicted label are both called '{ScoreColumn}'; they must differ."); }
        return errors;
    }
}
