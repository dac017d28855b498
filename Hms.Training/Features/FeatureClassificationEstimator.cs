using Hms.Training.Features.LightGbm;
using Hms.Training.Onnx;
using Hms.Transforms.Mapping;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Training.Features;

/// <summary>Learns boosted trees or a linear model from feature vectors and distributions of votes, and returns it as a transformer that runs ONNX Runtime, like a network.</summary>
/// <remarks>
/// All rows are held in memory. The same seed, rows, thread count, package versions and instruction set give the same bits. A class without votes in the training rows starts at half
/// a row's share, so no probability is 0. Neither libtorch nor LightGBM is needed to score.
/// </remarks>
public sealed class FeatureClassificationEstimator : IValidatingEstimator<OnnxClassificationTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">Everything that decides the training.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message has all errors.</exception>
    public FeatureClassificationEstimator(MLContext context, FeatureClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException($"{nameof(FeatureClassificationOptions)}: {string.Join(" ", errors)}", nameof(options)); }
        Options = options;
    }

    /// <summary>The options of the training.</summary>
    public FeatureClassificationOptions Options { get; }

    /// <summary>Learns; validates on the options' ValidationView, or not at all where that is null.</summary>
    /// <param name="input">Training rows.</param>
    /// <exception cref="TrainingException">A row cannot be learnt from, a column does not fit, or LightGBM's native library cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public OnnxClassificationTransformer Fit(IDataView input) => Train(input, Options.ValidationView);

    /// <summary>Learns from one view and validates on the other at each report.</summary>
    /// <inheritdoc cref="Fit(IDataView)" />
    /// <param name="train">Training rows.</param>
    /// <param name="validation">Rows that nothing is learnt from, with the same columns; takes the place of the options' ValidationView.</param>
    public OnnxClassificationTransformer Fit(IDataView train, IDataView validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Train(train, validation);
    }

    /// <summary>The kinds of columns after the learner: those before it, the probabilities, the predicted label.</summary>
    /// <param name="inputSchema">The kinds of columns before it.</param>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        StepShapes.RequireVectors(inputSchema, [Options.VotesColumn, Options.FeatureColumn]);
        return StepShapes.AddClassification(inputSchema, Options.ScoreColumn, Options.PredictedLabelColumn);
    }

    private OnnxClassificationTransformer Train(IDataView train, IDataView? validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (validation is null && Options.Keep == EpochToKeep.BestEpoch) { throw new TrainingException("Keeping the best state needs a validation view; give one, or keep the last."); }
        var rows = FeatureRows.Read(train, Options, "training", Options.WeightColumn, voteCountColumn: null);
        var heldOut = validation is null ? null : FeatureRows.Read(validation, Options, "validation", weightColumn: null, Options.VoteCountColumn);
        if (heldOut is not null && (heldOut.FeatureCount, heldOut.ClassCount) != (rows.FeatureCount, rows.ClassCount))
        {
            throw new TrainingException($"Validation rows have {heldOut.FeatureCount} features and {heldOut.ClassCount} classes, training rows {rows.FeatureCount} and {rows.ClassCount}; both must be equal.");
        }
        var means = rows.FeatureMeans();
        rows.Fill(means);
        heldOut?.Fill(means);
        var (model, summary) = Learn(rows, heldOut, means);
        Options.Observer?.OnCompleted(summary);
        var dimensions = ((VectorDataViewType)train.Schema[Options.FeatureColumn].Type).Dimensions;
        var classNames = GraphMetadata.ClassNames(train.Schema[Options.VotesColumn], rows.ClassCount);
        var onnx = OnnxFeatureWriter.Write(Options.Learner.Name, model, means, dimensions, rows.ClassCount, Metadata(summary, classNames));
        return new(onnx, Options.FeatureColumn, Options.ScoreColumn, Options.PredictedLabelColumn, classNames);
    }

    private (FeatureModel Model, TrainingSummary Summary) Learn(FeatureRows rows, FeatureRows? heldOut, float[] means)
    {
        var (trees, rate) = Options.Learner switch
        {
            LightGbmLearner lightGbm => (lightGbm.Trees, lightGbm.LearningRate),
            FastTreeLearner fastTree => (fastTree.Trees, fastTree.LearningRate),
            _ => (1, 0),
        };
        var start = Options.Learner is LightGbmLearner ? StartScores(rows) : new double[rows.ClassCount];
        var reports = new LearningReports(Options, new(rows, start), heldOut is null ? null : new(heldOut, start), Math.Min(trees, FeatureClassificationOptions.ReportCount), rate);
        FeatureModel model = Options.Learner switch
        {
            LightGbmLearner lightGbm => LightGbmTraining.Run(lightGbm, Options, start, reports),
            FastTreeLearner fastTree => FastTreeTraining.Run(fastTree, Options, reports),
            LogisticRegressionLearner linear => LogisticRegressionTraining.Run(linear, Options, means, reports),
            var other => throw new ArgumentException($"No training is known for {other.GetType().Name}."),
        };
        return (model, reports.Summarize(Options.Learner is LogisticRegressionLearner ? 1 : Options.Threads));
    }

    /// <summary>Logarithms of the class prior; a class without votes counts as half a row.</summary>
    private static double[] StartScores(FeatureRows rows)
    {
        var prior = rows.Prior();
        return [.. prior.Select(share => Math.Log(share > 0 ? share : 0.5 / rows.Count))];
    }

    private static Dictionary<string, string> Metadata(TrainingSummary summary, IReadOnlyList<string> classNames)
    {
        var metadata = GraphMetadata.OfTraining(summary, classNames);
        metadata["hms.learner"] = summary.Network;
        return metadata;
    }
}
