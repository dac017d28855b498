using Hms.Data;
using Hms.Experiments.Running;
using Hms.Tests.Transforms;
using Hms.Transforms;
using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Experiments.Running;

public sealed class FoldEnsembleTests
{
    /// <summary>A mean of three floats, added up in one order or another.</summary>
    private const double Tolerance = 1e-7;

    private readonly MLContext _context = new MLContext(seed: 0).UseHms();
    private readonly TestTable _rows = new(TestColumn.Waves("Eeg", [2, 3, 4], rows: 12));

    [Fact]
    public void Join_ThreeFolds_ScoresExactlyTheMeanOfTheFoldModels()
    {
        var shared = Shared();
        var prepared = shared.Transform(_rows);
        var folds = Enumerable.Range(0, 3).Select(fold => Fold(prepared, fold)).ToArray();
        var joined = FoldEnsemble.Join([shared], folds);

        var alone = folds.Select(steps => Rows.Vectors(new TransformerChain<ITransformer>([.. steps]).Transform(prepared), "Score")).ToArray();
        Assert.NotEqual(alone[0][0], alone[1][0]);
        var scores = Rows.Vectors(joined.Transform(_rows), "Score");
        for (var row = 0; row < scores.Length; row++)
        {
            for (var c = 0; c < VoteClasses.Count; c++) { Assert.Equal(alone.Average(fold => (double)fold[row][c]), scores[row][c], Tolerance); }
        }
    }

    [Fact]
    public void Join_ThreeFolds_IsAFlatChainWithTheSharedStepsOnce()
    {
        var shared = Shared();
        var prepared = shared.Transform(_rows);
        var joined = FoldEnsemble.Join([shared], [.. Enumerable.Range(0, 3).Select(fold => Fold(prepared, fold))]).ToArray();
        Assert.Equal(1 + 3 * 2 + 1, joined.Length);
        Assert.Same(shared, joined[0]);
        Assert.Single(joined.OfType<ValueClippingTransformer>());
        Assert.IsType<ScoreAveragingTransformer>(joined[^1]);
        Assert.DoesNotContain(joined, step => step is TransformerChain<ITransformer>);
        Assert.Equal(["Eeg.fold0", "Eeg.fold1", "Eeg.fold2"], joined.OfType<OnnxClassificationTransformer>().Select(network => network.InputColumn));
        var schema = joined.Aggregate(_rows.Schema, (columns, step) => step.GetOutputSchema(columns));
        Assert.IsType<KeyDataViewType>(schema["PredictedLabel"].Type);
    }

    [Fact]
    public void Join_OneFold_StaysAsItIs()
    {
        var shared = Shared();
        var fold = Fold(shared.Transform(_rows), 0);
        Assert.Equal([shared, .. fold], FoldEnsemble.Join([shared], [fold]));
    }

    private ITransformer Shared() => _context.Transforms.ClipValues(new ValueClippingOptions { InputColumn = "Eeg", Low = -40, High = 45 }).Fit(_rows);

    /// <summary>What one fold fits: statistics of its own rows, and a network of its own.</summary>
    private ITransformer[] Fold(IDataView prepared, int fold)
    {
        var normalize = _context.Transforms.Normalize(new NormalizingOptions { InputColumn = "Eeg", Scope = NormalizationScope.Datawide }).Fit(_context.Data.TakeRows(prepared, 4 + 3 * fold));
        return [normalize, new OnnxClassificationTransformer(TinyOnnx.Linear(2, 3, 4, VoteClasses.Count, phase: fold), "Eeg", "Score", "PredictedLabel", VoteClasses.Names)];
    }
}
