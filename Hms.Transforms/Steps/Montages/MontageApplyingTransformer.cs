using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Montages;

/// <summary>EEG [channels, samples] to derivations [pairs, samples], named Fp1-F7 and so on. A pair is NaN where one of its electrodes is.</summary>
/// <remarks>Electrodes are found by name, so a table with another order of channels gives the same result.</remarks>
public sealed class MontageApplyingTransformer : VectorMappingTransformer<MontageApplyingOptions>, IStatelessStep
{
    internal const string StepName = "MontageApplying";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and montage.</param>
    public MontageApplyingTransformer(MontageApplyingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static MontageApplyingTransformer Load(StepPayload payload) => new(payload.OptionsAs<MontageApplyingOptions>());

    private protected override ITransformer Copy(MontageApplyingOptions options) => new MontageApplyingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var montage = Options.ToMontage();
        var bound = ColumnMismatchException.Wrap(input.Column, () => montage.Bind(SignalShapes.ChannelNames(input, Options.ChannelNames)));
        var samples = input.Dimensions[1];
        var output = input with { Dimensions = [bound.PairCount, samples], ChannelNames = [.. montage.Pairs.Select(pair => pair.Name)], SlotNames = null };
        return new VectorMapping(output, () => (x, y) => bound.Apply(x, samples, y));
    }
}
