using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>y = min(max(x, Low), High). Any shape; NaN stays NaN.</summary>
public sealed class ValueClippingTransformer : VectorMappingTransformer<ValueClippingOptions>, IStatelessStep
{
    internal const string StepName = "ValueClipping";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and limits.</param>
    public ValueClippingTransformer(ValueClippingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static ValueClippingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ValueClippingOptions>());

    private protected override ITransformer Copy(ValueClippingOptions options) => new ValueClippingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input) => new(input, () => (x, y) => Amplitude.ClipValues(x, Options.Low, Options.High, y));
}
