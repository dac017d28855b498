using Hms.Tests.Support;
using Hms.Tests.Training.Loop;
using Hms.Training;
using Hms.Training.Optimization;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Training;

[Collection(TorchCollection.Name)]
public sealed class EegImageClassificationEstimatorTests
{
    private static readonly EegImageClassificationOptions Options = new()
    {
        Epochs = 4,
        BatchSize = 16,
        Seed = 5,
        Device = TrainingDevice.Cpu,
        Optimizer = new AdamWOptions { LearningRate = 3e-3 },
    };

    private readonly MLContext _context = new(1);

    [Fact]
    public void Fit_TrainAndValidation_ScoresBelowThePriorWithConventionalColumns()
    {
        var observer = new RecordingObserver();
        var (train, validation) = (View(96, 1), View(30, 2));
        using var transformer = _context.MulticlassClassification.Trainers.EegImageClassification(Options with { Observer = observer }).Fit(train, validation);
        var scored = transformer.Transform(validation);
        var probabilities = scored.GetColumn<float[]>("Score").ToArray();
        var votes = validation.GetColumn<float[]>("Votes").ToArray();
        var kl = probabilities.Zip(votes).Average(pair => Hms.Signal.Statistics.KullbackLeibler.Divergence(pair.Second, pair.First));
        Assert.True(kl < 0.6 * ToyProblem.PriorKl(), $"KL {kl}");
        Assert.Equal(observer.Summary!.LastKl!.Value, kl, 1e-5); // ONNX Runtime on the exported graph against Torch's own validation
        var keys = default(VBuffer<ReadOnlyMemory<char>>);
        scored.Schema["PredictedLabel"].GetKeyValues(ref keys);
        Assert.Equal(["Class0", "Class1", "Class2"], keys.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Fit_InAPipeline_GetsTheValidationRows()
    {
        var observer = new RecordingObserver();
        var pipeline = new HmsPipeline().Append(_context.MulticlassClassification.Trainers.EegImageClassification(Options with { Epochs = 1, Observer = observer }));
        var model = pipeline.PipelineFit(View(20, 1), View(10, 2));
        Assert.Equal(10, observer.Summary!.ValidationRows);
        Assert.IsType<OnnxClassificationTransformer>(Assert.Single(model));
        pipeline.Fit(View(20, 1));
        Assert.Equal(0, observer.Summary.ValidationRows);
    }

    [Fact]
    public void Fit_ValidationViewInTheOptions_IsUsed()
    {
        var observer = new RecordingObserver();
        new EegImageClassificationEstimator(_context, Options with { Epochs = 1, Observer = observer, ValidationView = View(7, 2) }).Fit(View(20, 1)).Dispose();
        Assert.Equal(7, observer.Summary!.ValidationRows);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Fit_ImageThatIsNotFinite_NamesRowColumnAndStep(float value)
    {
        var rows = Rows(6, 1);
        rows[4].Features[17] = value;
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options).Fit(View(rows)));
        Assert.Contains("Row 4 of the training view: value 17 of column 'Features'", error.Message);
        Assert.Contains("Replace missing values", error.Message);
    }

    [Fact]
    public void Fit_VotesThatAreNoDistribution_NamesRowAndSum()
    {
        var rows = Rows(6, 1);
        rows[3].Votes = [2, 1, 0];
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options).Fit(View(6, 2), View(rows)));
        Assert.Contains("Row 3 of the validation view: column 'Votes' sums to 3", error.Message);
    }

    [Fact]
    public void Fit_VectorThatIsNoImage_SaysWhatIsNeeded()
    {
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options with { FeatureColumn = "Votes" }).Fit(View(6, 1)));
        Assert.Contains("three known dimensions [C, H, W]", error.Message);
    }

    [Fact]
    public void Fit_MoreRowsThanTheDiskTakes_IsRefusedBeforeTheFirstRow()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<TrainingException>(() => new EegImageClassificationEstimator(_context, Options with { TemporaryFolder = folder.Path }).Fit(new EndlessView(View(6, 1))));
        Assert.Contains($"its folder {folder.Path} has", error.Message);
    }

    [Fact]
    public void Constructor_WrongOptions_NamesAllOfThem()
    {
        var error = Assert.Throws<ArgumentException>(() => new EegImageClassificationEstimator(_context, new() { Network = "small_cn", Epochs = 0, BatchSize = 1, Threads = 0 }));
        Assert.Contains("Did you mean 'small_cnn'?", error.Message);
        Assert.Contains("Epochs 0", error.Message);
        Assert.Contains("Batch size 1", error.Message);
        Assert.Contains("Threads 0", error.Message);
    }

    [Fact]
    public void Append_ToAChainThatReadsItsOutputs_FitsTheSchema()
    {
        // an EstimatorChain asks GetOutputSchema before it fits; MapKeyToValue refuses anything but a key
        var chain = _context.Transforms.CopyColumns("Copy", "Votes")
            .Append(new EegImageClassificationEstimator(_context, Options with { Epochs = 1, ScoreColumn = "P", PredictedLabelColumn = "Class" }))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Name", "Class"))
            .Append(_context.Transforms.Concatenate("Both", "P", "Copy"));
        var scored = chain.Fit(View(20, 1)).Transform(View(4, 2));
        Assert.All(scored.GetColumn<string>("Name"), name => Assert.StartsWith("Class", name));
        Assert.Equal(6, scored.GetColumn<float[]>("Both").First().Length);
    }

    private IDataView View(int count, ulong seed) => View(Rows(count, seed));

    private IDataView View(Row[] rows)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1, 32, 32);
        definition["Votes"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        return _context.Data.LoadFromEnumerable(rows, definition);
    }

    private static Row[] Rows(int count, ulong seed) => [.. ToyProblem.Rows(count, seed).Select(row => new Row { Features = row.Image, Votes = row.Votes })];

    /// <summary>Says that it has more rows than any disk takes; none may be read.</summary>
    private sealed class EndlessView(IDataView inner) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => 1L << 50;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => throw new InvalidOperationException("A row was asked for.");

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => throw new InvalidOperationException("A row was asked for.");
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float[] Votes { get; set; } = [];
    }
}
