using Hms.Signal.Randomness;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>A table in which every class that has rows has equally many. Rows keep their order, repeated ones stand side by side.</summary>
/// <remarks>
/// By votes the rule is ours: a row's weight is the mean of its classes' weights, weighted by its shares, and it occurs weight / smallest weight times (oversampling)
/// or is kept with probability weight / largest weight (undersampling). Rows of one voice get what they get by consensus, on average; mixed rows lie between.
/// </remarks>
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
        return new RowSubsetView(input, () => SelectRows(input));
    }

    /// <summary>Not possible: rows are repeated or left out.</summary>
    /// <param name="inputSchema">Not used.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException("Class rebalancing is no row mapper; append it with TransformerScope.Training, so that scoring leaves it out.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => MLNetInternals.Save(ctx, new StepPayload(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options)));

    internal static ClassRebalancingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ClassRebalancingOptions>());

    private int[] SelectRows(IDataView input) => Options.By == ClassMembership.Consensus ? SelectByClass(ReadClasses(input)) : SelectByWeight(ReadWeights(input));

    private List<List<int>> ReadClasses(IDataView input)
    {
        var classes = new List<List<int>>();
        var row = 0;
        ClassShares.Read(input, Options.VotesColumn, ClassMembership.Consensus, shares =>
        {
            while (classes.Count < shares.Length) { classes.Add([]); }
            classes[shares.IndexOf(1)].Add(row++);
        });
        return classes;
    }

    private int[] SelectByClass(List<List<int>> classes)
    {
        var sizes = classes.Where(rows => rows.Count > 0).Select(rows => rows.Count).ToList();
        if (sizes.Count == 0) { return []; }
        var equal = Options.Method == RebalancingMethod.Oversample ? sizes.Max() : sizes.Min();
        var selected = new List<int>();
        for (var label = 0; label < classes.Count; label++)
        {
            var rows = classes[label].ToArray();
            if (rows.Length == 0) { continue; }
            var target = (int)Math.Round(rows.Length * Math.Pow((double)equal / rows.Length, Options.Strength), MidpointRounding.AwayFromZero);
            new HashRandom(SeedHash.Derive(Options.Seed, SeedHash.OfText("rebalance"), (ulong)label)).Shuffle<int>(rows);
            for (var i = 0; i < target; i++) { selected.Add(rows[i % rows.Length]); }
        }
        selected.Sort();
        return [.. selected];
    }

    /// <summary>The weight of each row as class weighting by votes gives it.</summary>
    private List<double> ReadWeights(IDataView input)
    {
        var rows = new List<double[]>();
        ClassShares.Read(input, Options.VotesColumn, ClassMembership.Votes, shares => rows.Add([.. shares]));
        if (rows.Count == 0) { return []; }
        var sizes = new double[rows[0].Length];
        foreach (var shares in rows)
        {
            for (var i = 0; i < sizes.Length; i++) { sizes[i] += shares[i]; }
        }
        var weights = ClassShares.Weights(sizes, ClassWeightFormula.InverseFrequency, beta: 0, Options.Strength);
        return [.. rows.Select(shares => ClassShares.Weight(shares, weights))];
    }

    /// <summary>Each row as often as its weight over the smallest (the largest) says: rounded down or up by systematic sampling in a seeded order, so that the sum is exact to one row.</summary>
    private int[] SelectByWeight(List<double> weights)
    {
        if (weights.Count == 0) { return []; }
        var unit = Options.Method == RebalancingMethod.Oversample ? weights.Min() : weights.Max();
        var random = new HashRandom(SeedHash.Derive(Options.Seed, "rebalance"));
        var order = Enumerable.Range(0, weights.Count).ToArray();
        random.Shuffle<int>(order);
        var position = random.NextDouble();
        var selected = new List<int>();
        foreach (var row in order)
        {
            var next = position + weights[row] / unit;
            for (var i = Math.Floor(position); i < Math.Floor(next); i++) { selected.Add(row); }
            position = next;
        }
        selected.Sort();
        return [.. selected];
    }
}
