using Hms.Transforms.Mapping;
using Hms.Transforms.Scoring;

namespace Hms.Tests.Transforms.Scoring;

public sealed class MirrorScoringTests
{
    /// <summary>One addition and one halving in float.</summary>
    private const float Tolerance = 1e-6f;

    private const int Place = 6; // values of a channel
    private static readonly string[] Classes = ["Seizure", "LPD", "Other"];
    private static readonly string[] Regions = ["LL", "RP", "LP", "RL"];

    private static OnnxClassificationTransformer Network(ScoringMirror mirror, int[] shape) => new(
        TinyOnnx.Linear(shape[0], shape[1], shape.Length > 2 ? shape[2] : 1, 3), new OnnxClassificationOptions { ClassNames = Classes }, new OnnxScoringOptions { Mirror = mirror, BatchSize = 4 });

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
