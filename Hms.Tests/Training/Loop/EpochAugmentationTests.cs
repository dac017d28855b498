using Hms.Signal.Augmentation;
using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Loop;

namespace Hms.Tests.Training.Loop;

[Collection(TorchCollection.Name)]
public sealed class EpochAugmentationTests
{
    private const float Tolerance = 1e-5f;
    private static readonly ImageShape Shape = new(1, 4, 16);
    private static readonly AugmentationOptions Shift = new() { ShiftProbability = 1, ShiftMaxFraction = 0.5, ShiftEdge = ShiftEdge.Wrap };

    private static readonly EegImageClassificationOptions Options = new() { Epochs = 2, BatchSize = 8, Seed = 5, Device = TrainingDevice.Cpu };

    [Fact]
    public void Read_EachEpoch_DrawsAnew()
    {
        using var spool = Spool();
        var reader = Reader(spool, Shift, seed: 3);
        var first = Enumerable.Range(1, 20).Select(epoch => string.Join(' ', Read(reader, [4], epoch).Features.Take(Shape.Count))).ToArray();
        Assert.True(first.Distinct().Count() >= 8);
        Assert.Equal(first[6], string.Join(' ', Read(reader, [4], 7).Features.Take(Shape.Count)));
    }

    [Fact]
    public void Read_AnyBatch_GivesEachRowTheSame()
    {
        using var spool = Spool();
        var options = Shift with { MixupProbability = 0.7, TimeMaskProbability = 0.5, FlipTimeProbability = 0.5 };
        var together = Read(Reader(spool, options, seed: 3), [0, 3, 5, 2], 2);
        for (var i = 0; i < 4; i++)
        {
            var alone = Read(Reader(spool, options, seed: 3), [new[] { 0, 3, 5, 2 }[i]], 2);
            Assert.Equal(alone.Features.Take(Shape.Count), together.Features.Skip(i * Shape.Count).Take(Shape.Count));
            Assert.Equal(alone.Votes.Take(3), together.Votes.Skip(i * 3).Take(3));
            Assert.Equal(alone.Weights[0], together.Weights[i]);
        }
    }

    [Fact]
    public void Read_Mixup_MixesImageVotesAndWeightByOneShare()
    {
        using var spool = Spool(ramp: false);
        var batch = Read(Reader(spool, new() { MixupProbability = 1, MixupAlpha = 1 }, seed: 3), [0, 1, 2], 1);
        for (var i = 0; i < 3; i++)
        {
            var votes = batch.Votes.Skip(i * 3).Take(3).ToArray();
            Assert.Equal(1, votes.Sum(), Tolerance);
            Assert.Equal(batch.Features[i * Shape.Count] + 1, batch.Weights[i], Tolerance);
        }
    }

    [Fact]
    public void Run_Augmentation_ChangesWhatIsLearntAndIsReproducible()
    {
        using var train = ToyProblem.Spool(40, 1);
        using var validation = ToyProblem.Spool(10, 2);
        var augmentation = new RowAugmentation(Shift with { MixupProbability = 0.5, FrequencyMaskProbability = 0.5 }, [1, 32, 32]);
        var plain = TrainingLoop.Run(Options, train, validation);
        var first = TrainingLoop.Run(Options, train, validation, augmentation);
        var second = TrainingLoop.Run(Options, train, validation, augmentation);
        Assert.NotEqual(plain.Weights.Fingerprint(), first.Weights.Fingerprint());
        Assert.Equal(first.Weights.Fingerprint(), second.Weights.Fingerprint());
        Assert.Equal(first.Summary.Epochs.Select(epoch => epoch.ValidationKl), second.Summary.Epochs.Select(epoch => epoch.ValidationKl));
    }

    [Fact]
    public void Run_Weights_CountInTheLoss()
    {
        using var equal = Weighted(_ => 2);
        using var ones = Weighted(_ => 1);
        using var uneven = Weighted(row => row % 2 == 0 ? 5 : 0.2f);
        var loss = TrainingLoop.Run(Options, ones, null).Summary.Epochs.Select(epoch => epoch.TrainKl).ToArray();
        Assert.All(TrainingLoop.Run(Options, equal, null).Summary.Epochs.Zip(loss), pair => Assert.Equal(pair.Second, pair.First.TrainKl, 1e-4)); // a common factor cancels, up to rounding
        Assert.NotEqual(loss[0], TrainingLoop.Run(Options, uneven, null).Summary.Epochs[0].TrainKl, 1e-4);
    }

    [Fact]
    public void Validate_AugmentationWithErrors_NamesThem() =>
        Assert.Contains("MixupAlpha", Assert.Single((Options with { Augmentation = new() { MixupProbability = 1, MixupAlpha = 0 } }).Validate()), StringComparison.Ordinal);

    private static EpochAugmentation Reader(SampleSpool spool, AugmentationOptions options, ulong seed) => new(spool, new RowAugmentation(options, [Shape.Channels, Shape.Height, Shape.Width]), seed);

    private static Batch Read(EpochAugmentation reader, int[] rows, int epoch)
    {
        var batch = new Batch(Shape, 3, rows.Length);
        reader.Read([0, 1, 2, 3, 4, 5], rows, batch, epoch);
        return batch;
    }

    /// <summary>Row r holds the constant r and the weight r + 1; row 4 a ramp where one is asked for.</summary>
    private static SampleSpool Spool(bool ramp = true)
    {
        var spool = new SampleSpool(Shape, 3, folder: null);
        for (var row = 0; row < 6; row++)
        {
            var image = ramp && row == 4 ? Enumerable.Range(0, Shape.Count).Select(i => (float)(i % 16)) : Enumerable.Repeat((float)row, Shape.Count);
            spool.Append([.. image], [row % 3 == 0 ? 1 : 0, row % 3 == 1 ? 1 : 0, row % 3 == 2 ? 1 : 0], row + 1);
        }
        return spool;
    }

    private static SampleSpool Weighted(Func<int, float> weight)
    {
        var spool = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, folder: null);
        var row = 0;
        foreach (var (image, votes) in ToyProblem.Rows(40, 1)) { spool.Append(image, votes, weight(row++)); }
        return spool;
    }
}
