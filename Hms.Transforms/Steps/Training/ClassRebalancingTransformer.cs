using Hms.Signal.Randomness;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>A table in which every class that has rows has equally many. Rows keep their order, repeated ones stand side by side.</summary>
public sealed class ClassRebalancingTransformer : ITransformer
{
    internal const string StepName = "ClassRebalancing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Column, method and seed.</param>
    public ClassRebalancingTransformer(ClassRebalancingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options.</summary>
    public ClassRebalancingOptions Options { get; }

    /// <summary>False: rows are repeated or left out.</summary>
    public bool IsRowToRowMapper => false;

    /// <summary>The schema, unchanged.</summary>
    /// <param name="inputSchema">The schema before this step.</param>
    /// <exception cref="ColumnMismatchException">The column of the votes is absent or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        VectorShape.Read(inputSchema, Options.VotesColumn, out _);
        return inputSchema;
    }

    /// <summary>The table with the classes balanced. The votes are read at the first cursor.</summary>
    /// <param name="input">The training table.</param>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(input.Schema);
        return new RowSubsetView(input, () => SelectRows(ReadClasses(input)));
    }

    /// <summary>Not possible: rows are repeated or left out.</summary>
    /// <param name="inputSchema">Not used.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException("Class rebalancing is no row mapper; append it with TransformerScope.Training, so that scoring leaves it out.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => MLNetInternals.Save(ctx, new StepPayload(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options)));

    internal static ClassRebalancingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ClassRebalancingOptions>());

    private List<List<int>> ReadClasses(IDataView input)
    {
        var shape = VectorShape.Read(input.Schema, Options.VotesColumn, out var column);
        var classes = Enumerable.Range(0, shape.Size).Select(_ => new List<int>()).ToList();
        using var cursor = input.GetRowCursor([column]);
        var reader = new VectorReader(cursor, column, shape.Size);
        for (var row = 0; cursor.MoveNext(); row++) { classes[LargestVote(reader.Read(), row)].Add(row); }
        return classes;
    }

    private int LargestVote(ReadOnlySpan<float> votes, int row)
    {
        var best = 0;
        for (var i = 0; i < votes.Length; i++)
        {
            if (float.IsNaN(votes[i])) { throw new InvalidOperationException($"Row {row} of column '{Options.VotesColumn}' has NaN votes; its class is not known."); }
            if (votes[i] > votes[best]) { best = i; }
        }
        return votes[best] > 0 ? best : throw new InvalidOperationException($"Row {row} of column '{Options.VotesColumn}' has no votes; leave rows without votes out of training.");
    }

    private int[] SelectRows(List<List<int>> classes)
    {
        var sizes = classes.Where(rows => rows.Count > 0).Select(rows => rows.Count).ToList();
        if (sizes.Count == 0) { return []; }
        var target = Options.Method == RebalancingMethod.Oversample ? sizes.Max() : sizes.Min();
        var selected = new List<int>(target * sizes.Count);
        for (var label = 0; label < classes.Count; label++)
        {
            var rows = classes[label].ToArray();
            if (rows.Length == 0) { continue; }
            new HashRandom(SeedHash.Derive(Options.Seed, SeedHash.OfText("rebalance"), (ulong)label)).Shuffle<int>(rows);
            for (var i = 0; i < target; i++) { selected.Add(rows[i % rows.Length]); }
        }
        selected.Sort();
        return [.. selected];
    }
}
