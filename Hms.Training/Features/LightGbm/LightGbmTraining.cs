using Hms.Signal.Randomness;

namespace Hms.Training.Features.LightGbm;

/// <summary>Boosting by LightGBM on the derivatives of the divergence from soft labels.</summary>
/// <remarks>
/// With p = softmax(scores) a row of weight w and votes y has the gradient w (p - y) and, as LightGBM's own multiclass objective, the second derivative w K / (K - 1) p (1 - p):
/// the sums over one copy of the row for each class, weighted by its share of the votes. Scores start at the logarithm of the class prior. Only feature histograms are summed in
/// parallel; "deterministic" and "force_row_wise" keep their order, which LightGBM otherwise chooses by timing.
/// </remarks>
internal sealed class LightGbmTraining : IDisposable
{
    private readonly FeatureRows _rows;
    private readonly double[] _scores;
    private readonly float[] _gradients;
    private readonly float[] _hessians;
    private readonly double _meanWeight;
    private readonly nint _dataset;
    private readonly nint _booster;

    private LightGbmTraining(FeatureRows rows, LightGbmLearner learner, double[] start, ulong seed, int threads)
    {
        _rows = rows;
        _scores = new double[rows.Count * rows.ClassCount];
        (_gradients, _hessians) = (new float[_scores.Length], new float[_scores.Length]);
        foreach (var weight in rows.Weights) { _meanWeight += (double)weight / rows.Count; }
        var parameters = Parameters(learner, rows.ClassCount, seed, threads);
        _dataset = LightGbmLibrary.CreateDataset(rows.Features, rows.Count, rows.FeatureCount, parameters);
        try
        {
            LightGbmLibrary.SetField(_dataset, "label", new float[rows.Count]);
            for (var i = 0; i < _scores.Length; i++) { _scores[i] = start[i / rows.Count]; }
            LightGbmLibrary.SetInitialScores(_dataset, _scores);
            _booster = LightGbmLibrary.CreateBooster(_dataset, parameters);
        }
        catch
        {
            LightGbmLibrary.FreeDataset(_dataset);
            throw;
        }
    }

    /// <summary>Trains, reporting after each part of the rounds.</summary>
    /// <exception cref="TrainingException">The native library is absent or refuses.</exception>
    public static BoostedTrees Run(LightGbmLearner learner, FeatureClassificationOptions options, double[] start, LearningReports reports)
    {
        try
        {
            using var training = new LightGbmTraining(reports.Train.Rows, learner, start, options.Seed, options.Threads);
            return training.Run(learner, start, reports, options.CancellationToken);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new TrainingException($"LightGBM's native library cannot be loaded: {exception.Message} It needs a 64-bit Intel or AMD processor and libgomp (package libgomp1 on Debian); the learners logisticRegression and fastTree need no native library.", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        LightGbmLibrary.FreeBooster(_booster);
        LightGbmLibrary.FreeDataset(_dataset);
    }

    /// <summary>LightGBM's parameters.</summary>
    internal static string Parameters(LightGbmLearner learner, int classCount, ulong seed, int threads) => FormattableString.Invariant(
        $"objective=custom metric=none num_class={classCount} {SharedParameters(learner, seed, threads)}");

    internal static string SharedParameters(LightGbmLearner learner, ulong seed, int threads) => FormattableString.Invariant(
        $"boosting=gbdt num_threads={threads} deterministic=true force_row_wise=true seed={SeedHash.Derive(seed, "lightGbm") & int.MaxValue} verbosity=-1 use_missing=false feature_pre_filter=false max_depth=-1 num_leaves={learner.Leaves} learning_rate={learner.LearningRate:R} min_data_in_leaf={learner.MinimumRowsPerLeaf} lambda_l1={learner.L1:R} lambda_l2={learner.L2:R} feature_fraction={learner.FeatureFraction:R} bagging_fraction={learner.RowFraction:R} bagging_freq={(learner.RowFraction < 1 ? 1 : 0)} max_bin={learner.MaximumBins}");

    private BoostedTrees Run(LightGbmLearner learner, double[] start, LearningReports reports, CancellationToken cancellationToken)
    {
        var rounds = new List<RegressionTree[]>();
        var roundsAt = new List<int>();
        var (grown, finished) = (0, false);
        for (var report = 1; report <= reports.Count; report++)
        {
            while (!finished && grown < FeatureClassificationOptions.TreesAt(learner.Trees, report))
            {
                cancellationToken.ThrowIfCancellationRequested();
                finished = Update();
                grown += finished ? 0 : 1;
            }
            foreach (var round in Grown(rounds.Count, grown - rounds.Count))
            {
                rounds.Add(round);
                reports.Add(round);
            }
            roundsAt.Add(rounds.Count);
            if (reports.Report(ClassLink.Softmax, new double[start.Length]) == TrainingDecision.Stop) { break; }
        }
        return new BoostedTrees(ClassLink.Softmax, start, [.. rounds.Take(roundsAt[reports.Kept - 1])]);
    }

    private bool Update()
    {
        var (rows, classes) = (_rows.Count, _rows.ClassCount);
        var factor = classes / (classes - 1.0);
        var probabilities = new double[classes];
        LightGbmLibrary.ReadScores(_booster, _scores);
        for (var row = 0; row < rows; row++)
        {
            var votes = _rows.VotesOf(row);
            var weight = _rows.Weights[row] / _meanWeight;
            for (var k = 0; k < classes; k++) { probabilities[k] = _scores[k * rows + row]; }
            FeatureModel.ToProbabilities(probabilities, ClassLink.Softmax);
            for (var k = 0; k < classes; k++)
            {
                _gradients[k * rows + row] = (float)(weight * (probabilities[k] - votes[k]));
                _hessians[k * rows + row] = (float)(weight * factor * probabilities[k] * (1 - probabilities[k]));
            }
        }
        return LightGbmLibrary.Update(_booster, _gradients, _hessians);
    }

    private IEnumerable<RegressionTree[]> Grown(int first, int count)
    {
        if (count == 0) { return []; }
        var trees = LightGbmModelText.Read(LightGbmLibrary.Save(_booster, first, count));
        return trees.Count == count * _rows.ClassCount
            ? trees.Chunk(_rows.ClassCount)
            : throw new TrainingException($"LightGBM grew {trees.Count} trees in {count} rounds of {_rows.ClassCount} classes; this is a fault of Hms, please report it.");
    }
}
