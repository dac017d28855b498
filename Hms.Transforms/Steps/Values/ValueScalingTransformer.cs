using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>y = x Factor + Offset. Any shape; NaN stays NaN.</summary>
public sealed class ValueScalingTransformer : VectorMappingTransformer<ValueScalingOptions>, IStatelessStep
{
    internal const string StepName = "ValueScaling";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, factor and offset.</param>
    public ValueScalingTransformer(ValueScalingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static ValueScalingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ValueScalingOptions>());

    private protected override ITransformer Copy(ValueScalingOptions options) => new ValueScalingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input) => new(input, () => (x, y) => Amplitude.Scale(x, Options.Factor, Options.Offset, y));
}
