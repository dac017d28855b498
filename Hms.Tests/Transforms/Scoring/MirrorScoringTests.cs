using Hms.Transforms.Mapping;
using Hms.Transforms.Models;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms.Scoring;

public sealed class MirrorScoringTests
{
    /// <summary>One addition and one halving in float.</summary>
    private const float Tolerance = 1e-6f;

    private const int Place = 6; // values of a channel
    private static readonly string[] Classes = ["Seizure", "LPD", "Other"];
    private static readonly string[] Regions = ["LL", "RP", "LP", "RL"];

    private static OnnxClassificationTransformer Network(ScoringMirror mirror, int[] shape) => new(
        TinyOnnx.Linear(shape, 3), new OnnxClassificationOptions { ClassNames = Classes }, new OnnxScoringOptions { Mirror = mirror, BatchSize = 4 });

    private static TestTable Table(float[][] rows, string[]? names) => new(new TestColumn("Features", [4, 2, 3], rows) { ChannelNames = names });

    private static float[][] Images() => TestColumn.Waves("Features", [4, 2, 3], 9, amplitude: 1).Rows;

    /// <summary>LL takes RL, RP takes LP, LP takes RP, RL takes LL.</summary>
    private static float[] Mirrored(float[] image) => [.. image[(3 * Place)..], .. image[(2 * Place)..(3 * Place)], .. image[Place..(2 * Place)], .. image[..Place]];

    [Fact]
    public void Transform_Average_IsTheMeanOfBothSides()
    {
        using var plain = Network(ScoringMirror.None, [4, 2, 3]);
        using var both = Network(ScoringMirror.Average, [4, 2, 3]);
        var images = Images();
        var left = Rows.Vectors(plain.Transform(Table(images, Regions)), "Score");
        var right = Rows.Vectors(plain.Transform(Table([.. images.Select(Mirrored)], Regions)), "Score");
        var mean = Rows.Vectors(both.Transform(Table(images, Regions)), "Score");
        Assert.NotEqual(left[0], right[0]);
        for (var row = 0; row < mean.Length; row++)
        {
            for (var k = 0; k < Classes.Length; k++) { Assert.Equal((left[row][k] + right[row][k]) / 2, mean[row][k], Tolerance); }
        }
    }

    [Fact]
    public void Transform_SymmetricImages_EqualsNoMirror()
    {
        using var plain = Network(ScoringMirror.None, [4, 2, 3]);
        using var both = Network(ScoringMirror.Average, [4, 2, 3]);
        var images = Images().Select(image => image.Zip(Mirrored(image), (a, b) => a + b).ToArray()).ToArray();
        Assert.Equal(Rows.Vectors(plain.Transform(Table(images, Regions)), "Score"), Rows.Vectors(both.Transform(Table(images, Regions)), "Score"));
    }

    /// <summary>Signals have a sign: the mirror of F3-Fz is F4-Fz, which is Fz-F4 upside down. Power has none.</summary>
    [Theory, InlineData(new[] { 4, 6 }, -1f), InlineData(new[] { 4, 2, 3 }, 1f)]
    public void Transform_PairsAcrossTheMidline_TurnOverAsSignalsOnly(int[] shape, float sign)
    {
        string[] pairs = ["F3-Fz", "Fz-F4", "Fp1-F3", "Fp2-F4"];
        using var plain = Network(ScoringMirror.None, shape);
        using var both = Network(ScoringMirror.Average, shape);
        var images = Images();
        float[] Turned(int channel, float[] image) => [.. image[(channel * Place)..((channel + 1) * Place)].Select(value => sign * value)];
        float[][] mirrored = [.. images.Select(image => (float[])[.. Turned(1, image), .. Turned(0, image), .. image[(3 * Place)..], .. image[(2 * Place)..(3 * Place)]])];
        TestTable Shaped(float[][] rows) => new(new TestColumn("Features", shape, rows) { ChannelNames = pairs });
        var (left, right, mean) = (Rows.Vectors(plain.Transform(Shaped(images)), "Score"), Rows.Vectors(plain.Transform(Shaped(mirrored)), "Score"), Rows.Vectors(both.Transform(Shaped(images)), "Score"));
        for (var row = 0; row < mean.Length; row++)
        {
            for (var k = 0; k < Classes.Length; k++) { Assert.Equal((left[row][k] + right[row][k]) / 2, mean[row][k], Tolerance); }
        }
    }

    /// <summary>A network that joins other networks' probabilities has no left and right: they are mirrored, it is not.</summary>
    [Fact]
    public void WithScoring_StackOfNetworks_MirrorsTheMembersOnly()
    {
        OnnxClassificationTransformer Member(string column, double phase, ScoringMirror mirror) => new(
            TinyOnnx.Linear([4, 2, 3], 3, phase), new OnnxClassificationOptions { ClassNames = Classes, ScoreColumn = column, PredictedLabelColumn = column + "Label" }, new OnnxScoringOptions { Mirror = mirror });
        TransformerChain<ITransformer> Stack(ScoringMirror mirror) => new(
            Member("a", 0, mirror), Member("b", 1, mirror), new ScoreStatisticsTransformer(new ScoreStatisticsOptions { InputColumns = ["a", "b"], OutputColumn = "Joined" }),
            new OnnxClassificationTransformer(TinyOnnx.Linear([15], 3, 2), new OnnxClassificationOptions { ClassNames = Classes, FeatureColumn = "Joined" }));
        var table = Table(Images(), Regions);
        var expected = Rows.Vectors(Stack(ScoringMirror.Average).Transform(table), "Score");
        var loaded = HmsModel.WithScoring(Stack(ScoringMirror.None), new OnnxScoringOptions { Mirror = ScoringMirror.Average });
        Assert.Equal(expected, Rows.Vectors(loaded.Transform(table), "Score"));
        Assert.NotEqual(expected[0], Rows.Vectors(Stack(ScoringMirror.None).Transform(table), "Score")[0]);
    }

    [Theory, InlineData(new[] { "Fz", "Cz", "Pz", "What" }, "What"), InlineData(new[] { "LL", "RP", "LP", "LL2" }, "LL2"), InlineData(null, "which of its 4 channels")]
    public void Transform_ChannelsThatCannotBeExchanged_IsRefusedBeforeReading(string[]? names, string named)
    {
        using var both = Network(ScoringMirror.Average, [4, 2, 3]);
        var table = Table(Images(), names);
        var message = Assert.Throws<ColumnMismatchException>(() => both.Transform(table)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains("core without mirror", message, StringComparison.Ordinal);
        Assert.Equal(0, table.Reads);
    }
}
