using Hms.Training.Losses;
using Hms.Training.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Training.Loop;

/// <summary>Streams the rows of a view once into a <see cref="SampleSpool"/>, and refuses rows that cannot be learnt from.</summary>
internal static class SpoolWriter
{
    private const int CancellationInterval = 64;

    /// <summary>Writes all rows.</summary>
    /// <param name="view">The view.</param>
    /// <param name="options">Names of the columns, the folder and the cancellation token.</param>
    /// <param name="use">What the rows are for, in messages: training or validation.</param>
    /// <param name="weightColumn">Column of row weights; null for 1.</param>
    public static SampleSpool Write(IDataView view, EegImageClassificationOptions options, string use, string? weightColumn)
    {
        var features = Column(view, options.FeatureColumn, use);
        var votes = Column(view, options.VotesColumn, use);
        var weight = weightColumn is null ? default(DataViewSchema.Column?) : Column(view, weightColumn, use);
        var voteCount = options.VoteCountColumn is null ? default(DataViewSchema.Column?) : Column(view, options.VoteCountColumn, use);
        var spool = new SampleSpool(ShapeOf(features, options), ClassCountOf(votes), options.TemporaryFolder);
        try
        {
            if (view.GetRowCount() is { } rows) { spool.RequireRoom(rows); }
            Fill(spool, view, new(features, votes, weight, voteCount), use, options.CancellationToken);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>The dimensions of a column as a network takes them: an image [C, H, W], a signal [C, T] as [1, C, T], or features [F] as [F, 1, 1].</summary>
    /// <param name="column">The column.</param>
    /// <param name="options">Say which network, which reads either images or signals or features.</param>
    /// <exception cref="TrainingException">The column holds none of them, or not what the network reads.</exception>
    public static ImageShape ShapeOf(DataViewSchema.Column column, EegImageClassificationOptions options)
    {
        var (network, layout) = options.Specification is { } specification ? (specification.Name, specification.Layout) : (options.Network, NetworkCatalog.LayoutOf(options.Network));
        var dimensions = column.Type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } vector && raw == typeof(float) && vector.Dimensions.All(size => size > 0)
            ? vector.Dimensions.ToArray()
            : [];
        return (layout, dimensions) switch
        {
            (NetworkLayout.Features, [var features]) => new(features, 1, 1),
            (NetworkLayout.Signal, [var channels, var samples]) => new(1, channels, samples),
            (NetworkLayout.Image, [var channels, var height, var width]) => new(channels, height, width),
            (NetworkLayout.Features, _) => throw new TrainingException($"Column '{column.Name}' is {column.Type}; network {network} needs features: a vector of Single with one known dimension [F]."),
            (NetworkLayout.Signal, _) => throw new TrainingException(
                $"Column '{column.Name}' is {column.Type}; network {network} needs signals: a vector of Single with two known dimensions [C, T]. Leave out the step that makes images, or choose a network of images."),
            _ => throw new TrainingException(
                $"Column '{column.Name}' is {column.Type}; a network needs images: a vector of Single with three known dimensions [C, H, W]. "
                + "Add a step that makes images, for example a spectrogram, or choose a network of signals, for example eegnet."),
        };
    }

    /// <summary>The number of classes of a votes column.</summary>
    public static int ClassCountOf(DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw }, Size: >= 2 } vector && raw == typeof(float)) { return vector.Size; }
        throw new TrainingException($"Column '{column.Name}' is {column.Type}; votes are a vector of Single with a known number of at least 2 classes.");
    }

    private static DataViewSchema.Column Column(IDataView view, string name, string use) =>
        view.Schema.GetColumnOrNull(name)
        ?? throw new TrainingException($"The {use} view has no column '{name}'; it has {string.Join(", ", view.Schema.Select(column => column.Name))}.");

    private static void Fill(
        SampleSpool spool, IDataView view, RowColumns columns, string use, CancellationToken cancellationToken)
    {
        var (features, votes) = (columns.Features, columns.Votes);
        using var cursor = view.GetRowCursor(columns.All);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        var getVotes = cursor.GetGetter<VBuffer<float>>(votes);
        var getWeight = Scalar(cursor, columns.Weight, absent: 1);
        var getVoteCount = Scalar(cursor, columns.VoteCount, absent: 0);
        VBuffer<float> image = default, distribution = default;
        var imageValues = new float[spool.Shape.Count];
        var voteValues = new float[spool.ClassCount];
        float rowWeight = 1, voteCount = 0;
        while (cursor.MoveNext())
        {
            if (spool.RowCount % CancellationInterval == 0) { cancellationToken.ThrowIfCancellationRequested(); }
            getFeatures(ref image);
            getVotes(ref distribution);
            getWeight(ref rowWeight);
            getVoteCount(ref voteCount);
            RequireLength(image.Length, imageValues.Length, features.Name, use, cursor.Position);
            RequireLength(distribution.Length, voteValues.Length, votes.Name, use, cursor.Position);
            image.CopyTo(imageValues);
            distribution.CopyTo(voteValues);
            RequireGoodRow(imageValues, voteValues, rowWeight, features.Name, votes.Name, use, cursor.Position);
            if (columns.VoteCount is { } counted && !(voteCount > 0 && float.IsFinite(voteCount)))
            {
                throw new TrainingException($"Row {cursor.Position} of the {use} view: column '{counted.Name}' says {voteCount} votes; a row that is learnt from has more than 0.");
            }
            spool.Append(imageValues, voteValues, rowWeight, voteCount);
        }
    }

    private static ValueGetter<float> Scalar(DataViewRowCursor cursor, DataViewSchema.Column? column, float absent) =>
        column is { } present ? cursor.GetGetter<float>(present) : (ref float value) => value = absent;

    private static void RequireLength(int length, int expected, string column, string use, long row)
    {
        if (length != expected) { throw new TrainingException($"Row {row} of the {use} view: column '{column}' has {length} values; its type says {expected}."); }
    }

    private static void RequireGoodRow(float[] image, float[] votes, float weight, string imageColumn, string votesColumn, string use, long row)
    {
        var bad = Array.FindIndex(image, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new TrainingException(
                $"Row {row} of the {use} view: value {bad} of column '{imageColumn}' is {image[bad]}; all must be finite. Replace missing values in a step before the network.");
        }
        var sum = votes.Sum(vote => (double)vote);
        if (!(Math.Abs(sum - 1) <= SoftLabelKullbackLeibler.SumTolerance) || votes.Any(vote => !(vote >= 0)))
        {
            throw new TrainingException(
                $"Row {row} of the {use} view: column '{votesColumn}' sums to {sum}; it must be a distribution that sums to 1. Divide votes by their sum and leave rows without votes out.");
        }
        if (!(weight > 0 && float.IsFinite(weight))) { throw new TrainingException($"Row {row} of the {use} view has weight {weight}; a weight must be above 0."); }
    }

    /// <summary>The columns of a row; weight and number of votes where they are asked for.</summary>
    private sealed record RowColumns(DataViewSchema.Column Features, DataViewSchema.Column Votes, DataViewSchema.Column? Weight, DataViewSchema.Column? VoteCount)
    {
        public IEnumerable<DataViewSchema.Column> All => new[] { Features, Votes, Weight, VoteCount }.OfType<DataViewSchema.Column>();
    }
}
