using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>y = ln max(x, Floor), or ten times its decimal logarithm. Any shape; NaN stays NaN.</summary>
public sealed class LogTransformingTransformer : VectorMappingTransformer<LogTransformingOptions>, IStatelessStep
{
    internal const string StepName = "LogTransforming";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, scale and floor.</param>
    public LogTransformingTransformer(LogTransformingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static LogTransformingTransformer Load(StepPayload payload) => new(payload.OptionsAs<LogTransformingOptions>());

    private protected override ITransformer Copy(LogTransformingOptions options) => new LogTransformingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input) => new(input, () => Apply);

    private void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        if (Options.Scale == LogarithmScale.Natural) { Amplitude.NaturalLog(x, Options.Floor, y); }
        else { Amplitude.Decibels(x, Options.Floor, y); }
    }
}
