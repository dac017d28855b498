using System.Text.Json.Nodes;
using Hms.Signal.Images;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Images;
using Hms.Transforms.Steps.Montages;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class ImageStepTests
{
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;

    private static TestColumn Chains => TestColumn.Waves("X", [4, 3, 5], 2) with { ChannelNames = ["LL", "LP", "RP", "RL"] };

    [Fact]
    public void StackRows_FourChains_LieBelowOneAnother()
    {
        var table = new TestTable(Chains);
        var view = Steps.StackRows("X").Fit(table).Transform(table);
        var shape = VectorShape.Read(view.Schema, "X", out _);
        Assert.Equal([1, 12, 5], shape.Dimensions);
        Assert.Equal(["LL+LP+RP+RL"], shape.ChannelNames!);
        Assert.Equal(Chains.Rows[1], Rows.Vectors(view, "X")[1]);
    }

    [Fact]
    public void StackRows_NamedChannels_ComeInThatOrder()
    {
        var table = new TestTable(Chains);
        var stacked = Rows.Vectors(Steps.StackRows(new RowStackingOptions { InputColumn = "X", Channels = ["RL", "ll"] }).Fit(table).Transform(table), "X")[0];
        Assert.Equal([.. Chains.Rows[0][45..], .. Chains.Rows[0][..15]], stacked);
    }

    [Fact]
    public void StackRows_UnknownChannel_NamesThosePresent()
    {
        var error = Assert.Throws<ColumnMismatchException>(() => Steps.StackRows(new RowStackingOptions { InputColumn = "X", Channels = ["MID"] }).Fit(new TestTable(Chains)));
        Assert.Equal("Column 'X' has no channel MID; it has LL, LP, RP, RL.", error.Message);
    }

    [Fact]
    public void TileSpectrograms_FileAndEeg_AreTheKernelsImage()
    {
        var (file, eeg) = (TestColumn.Waves("File", [4, 100, 300], 2), TestColumn.Waves("Eeg", [4, 128, 256], 2, amplitude: 2));
        var table = new TestTable(file, eeg);
        var view = Steps.TileSpectrograms("Image", "File", "Eeg").Fit(table).Transform(table);
        Assert.Equal([1, 512, 512], VectorShape.Read(view.Schema, "Image", out _).Dimensions);
        var expected = new float[512 * 512];
        TileLayout.PlaceRegions(file.Rows[1], expected, 512, 0);
        TileLayout.PlaceTiles(eeg.Rows[1], expected, 512, 256);
        Assert.Equal(expected, Rows.Vectors(view, "Image")[1]);
    }

    [Fact]
    public void TileSpectrograms_OtherSize_IsRefused()
    {
        var error = Assert.Throws<ColumnMismatchException>(() => Steps.TileSpectrograms(new SpectrogramTilingOptions { EegColumn = "X", OutputColumn = "Y" }).Fit(new TestTable(Chains)));
        Assert.Equal("Column 'X' has dimensions [4, 3, 5]; tiles are made of [4, 128, 256].", error.Message);
    }

    [Fact]
    public void TileSpectrograms_NoColumn_IsAnError() =>
        Assert.Contains("Neither SpectrogramColumn nor EegColumn is given", Assert.Throws<ArgumentException>(() => Steps.TileSpectrograms(new SpectrogramTilingOptions { OutputColumn = "Y" })).Message, StringComparison.Ordinal);

    [Fact]
    public void ResizeImage_Antialias_IsTheKernels()
    {
        var table = new TestTable(StepCase.Image);
        var resized = Rows.Vectors(Steps.ResizeImage(new ImageResizingOptions { InputColumn = "X", Height = 4, Width = 3, Filtering = ResizeFiltering.Antialias }).Fit(table).Transform(table), "X")[2];
        var expected = new float[2 * 4 * 3];
        new BilinearResize(6, 10, 4, 3, ResizeFiltering.Antialias).Apply(StepCase.Image.Rows[2], expected);
        Assert.Equal(expected, resized);
    }

    [Fact]
    public void Normalize_RobustDatawide_IsRefusedWithTheReason()
    {
        var error = Assert.Throws<ArgumentException>(() => Steps.Normalize(new NormalizingOptions { InputColumn = "X", Method = NormalizationMethod.Robust, Scope = NormalizationScope.Datawide }));
        Assert.Contains("Method Robust works per row only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OptionsWrittenBeforeTheNewOnes_TakeTheirDefaults()
    {
        var resizing = (ImageResizingTransformer)StepRegistry.Create(new StepPayload("ImageResizing", 1, Parse("""{"height":4,"width":5,"inputColumn":"X","outputColumn":"Y"}""")));
        Assert.Equal(ResizeFiltering.Sample, resizing.Options.Filtering);
        var normalizing = (NormalizingTransformer)StepRegistry.Create(new StepPayload("Normalizing", 1, Parse("""{"scope":"instance","epsilon":1e-06,"inputColumn":"X","outputColumn":"Y"}""")));
        Assert.Equal(NormalizationMethod.Standard, normalizing.Options.Method);
        var montage = (MontageApplyingTransformer)StepRegistry.Create(new StepPayload("MontageApplying", 1, Parse("""{"montage":"referential","pairs":null,"channelNames":null,"inputColumn":"X"}""")));
        Assert.Equal("referential", montage.Options.Montage);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
