using Hms.Data;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Signal.Randomness;
using Hms.Training;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Trains a stacking network on statistics of the members' probabilities; which epoch is kept, patients of the fit that the network does not learn from decide.</summary>
/// <remarks>
/// The paper's loss is soft cross entropy plus twice the KL divergence. Cross entropy is KL plus the votes' entropy, which no weight of the network changes, so that is 3 KL plus a constant and has the
/// gradient of 3 KL. Adam divides a gradient by its own size: 3 KL with its epsilon of 1e-8 makes the very steps of KL with a third of that epsilon, which is what is trained here. The loss takes
/// logits by their type: probabilities cannot be given in their place.
/// </remarks>
internal sealed class StackFitter : ICombinationFitter
{
    /// <summary>The paper's loss is three times the divergence.</summary>
    internal const double LossFactor = 3;

    /// <summary>Share of the rows of a fit whose patients choose the epoch.</summary>
    private const double ValidationShare = 0.2;

    private readonly MLContext _context;
    private readonly StackCombineSettings _settings;
    private readonly ulong _seed;
    private readonly string? _temporaryFolder;

    /// <summary>Takes the settings.</summary>
    /// <param name="context">Any context.</param>
    /// <param name="settings">Features, layers and training.</param>
    /// <param name="seed">Seed of weights, row order and of the patients that choose the epoch.</param>
    /// <param name="temporaryFolder">Folder for copies of the rows; null for the system's.</param>
    public StackFitter(MLContext context, StackCombineSettings settings, ulong seed, string? temporaryFolder = null) =>
        (_context, _settings, _seed, _temporaryFolder) = (context, settings, seed, temporaryFolder);

    /// <inheritdoc />
    public string Name => "stack";

    /// <summary>The options of a training.</summary>
    internal EegImageClassificationOptions Options => new()
    {
        Epochs = _settings.Epochs,
        BatchSize = _settings.BatchSize,
        Optimizer = new AdamOptions { LearningRate = _settings.LearningRate, Epsilon = new AdamOptions().Epsilon / LossFactor },
        Loss = new KullbackLeiblerLoss(),
        Schedule = new ConstantSchedule(),
        EarlyStopping = new EarlyStoppingOptions { Patience = _settings.Patience },
        Keep = EpochToKeep.BestEpoch,
        Seed = SeedHash.Derive(_seed, "stack"),
        Device = TrainingDevice.Cpu, // the same bits everywhere; the network is small
        TemporaryFolder = _temporaryFolder,
    };

    /// <inheritdoc />
    /// <exception cref="UserErrorException">The rows are of one patient only.</exception>
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var statistics = _settings.Features.Select(StatisticOf).ToArray();
        var columns = new ScoreStatisticsOptions { InputColumns = [.. data.Members.Select(member => member.Name)], Statistics = statistics };
        var (train, validation) = Split(data, rows);
        var observer = new Outcome();
        var options = Options with
        {
            Specification = StatisticsMlp.Create(columns.FeatureCount(data.Classes), data.Classes, _settings.Hidden),
            Observer = observer,
            CancellationToken = cancellationToken,
        };
        using var network = new EegImageClassificationEstimator(_context, options).Fit(View(data, train, columns), View(data, validation, columns));
        cancellationToken.ThrowIfCancellationRequested();
        return new StackCombination(data.Members.Count, statistics, network.Onnx.ToArray(), observer.Summary!.KeptEpoch, observer.Summary.BestKl!.Value);
    }

    private static ScoreStatistic StatisticOf(StackFeature feature) => feature switch
    {
        StackFeature.Minimum => ScoreStatistic.Minimum,
        StackFeature.Maximum => ScoreStatistic.Maximum,
        StackFeature.Mean => ScoreStatistic.Mean,
        StackFeature.StandardDeviation => ScoreStatistic.StandardDeviation,
        StackFeature.Median => ScoreStatistic.Median,
        _ => ScoreStatistic.Predictions,
    };

    /// <summary>Parts the rows of a fit by patient, drawn by the seed: those to learn from, and those that choose the epoch.</summary>
    internal (int[] Train, int[] Validation) Split(EnsembleData data, IReadOnlyList<int> rows)
    {
        var groups = data.GroupsOrRows();
        var drawn = rows.GroupBy(row => groups[row]).OrderBy(group => SeedHash.Derive(SeedHash.Derive(_seed, "stack validation"), (ulong)group.Key)).ToArray();
        if (drawn.Length < 2) { throw new UserErrorException($"A stacking network needs rows of at least 2 patients to learn from, of which one chooses the epoch; a fit has {rows.Count} rows of {drawn.Length}. Lower crossFits, or take another combination."); }
        var chosen = new HashSet<long>();
        var count = 0;
        foreach (var group in drawn.SkipLast(1).TakeWhile(_ => count < ValidationShare * rows.Count))
        {
            chosen.Add(group.Key);
            count += group.Count();
        }
        return ([.. rows.Where(row => !chosen.Contains(groups[row]))], [.. rows.Where(row => chosen.Contains(groups[row]))]);
    }

    private IDataView View(EnsembleData data, int[] rows, ScoreStatisticsOptions columns)
    {
        var definition = SchemaDefinition.Create(typeof(StackRow));
        definition[nameof(StackRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns.FeatureCount(data.Classes));
        definition[nameof(StackRow.Votes)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, data.Classes);
        if (data.Classes == VoteClasses.Count)
        {
            var names = new VBuffer<ReadOnlyMemory<char>>(VoteClasses.Count, [.. VoteClasses.Names.Select(name => name.AsMemory())]);
            definition[nameof(StackRow.Votes)].AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, VoteClasses.Count));
        }
        return _context.Data.LoadFromEnumerable(rows.Select(row => RowOf(data, row, columns)).ToArray(), definition);
    }

    private static StackRow RowOf(EnsembleData data, int row, ScoreStatisticsOptions columns)
    {
        var members = new double[data.Members.Count * data.Classes];
        data.CopyRow(row, members);
        return new StackRow
        {
            Features = StackCombination.FeaturesOf(members, data.Classes, columns.Statistics),
            Votes = [.. data.Truth.AsSpan(row * data.Classes, data.Classes).ToArray().Select(value => (float)value)],
        };
    }

    private sealed class StackRow
    {
        public float[] Features { get; set; } = [];

        public float[] Votes { get; set; } = [];
    }

    private sealed class Outcome : ITrainingObserver
    {
        public TrainingSummary? Summary { get; private set; }

        public TrainingDecision OnEpoch(EpochReport report) => TrainingDecision.Continue;

        public void OnCompleted(TrainingSummary summary) => Summary = summary;
    }
}
