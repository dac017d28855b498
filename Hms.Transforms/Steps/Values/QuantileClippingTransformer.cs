using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>y = min(max(x, quantile Low), quantile High), quantiles over all values of the row (numpy.quantile's default). Any shape; NaN does not count and stays NaN.</summary>
public sealed class QuantileClippingTransformer : VectorMappingTransformer<QuantileClippingOptions>, IStatelessStep
{
    internal const string StepName = "QuantileClipping";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and quantiles.</param>
    public QuantileClippingTransformer(QuantileClippingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static QuantileClippingTransformer Load(StepPayload payload) => new(payload.OptionsAs<QuantileClippingOptions>());

    private protected override ITransformer Copy(QuantileClippingOptions options) => new QuantileClippingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input) => new(input, () => (x, y) => Amplitude.ClipToQuantiles(x, Options.Low, Options.High, y));
}
