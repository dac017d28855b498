namespace Hms.Transforms.Mapping;

/// <summary>Sample rate and channel names of a signal column: from its annotations, or from a step's options.</summary>
internal static class SignalShapes
{
    /// <summary>The sample rate; a column that says another one than the step was made for is refused.</summary>
    internal static double SampleRateHz(VectorShape input, double? option)
    {
        if (input.SampleRateHz is { } annotated && option is { } wanted && annotated != (float)wanted)
        {
            throw new ColumnMismatchException(input.Column, FormattableString.Invariant(
                $"Column '{input.Column}' is sampled at {annotated} Hz, the step was made for {wanted} Hz; bring both to one rate."));
        }
        return option ?? input.SampleRateHz ?? throw new ColumnMismatchException(input.Column,
            $"Column '{input.Column}' has no {ColumnAnnotations.SampleRateHz} annotation; give SampleRateHz in the options.");
    }

    /// <summary>The channel names in the order of the column: its own, or those of the options where it has none.</summary>
    internal static IReadOnlyList<string> ChannelNames(VectorShape input, IReadOnlyList<string>? option)
    {
        var names = input.ChannelNames ?? option ?? throw new ColumnMismatchException(input.Column,
            $"Column '{input.Column}' has no {ColumnAnnotations.ChannelNames} annotation; give ChannelNames in the options.");
        return names.Count == input.Dimensions[0]
            ? names
            : throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {input.Dimensions[0]} channels, {names.Count} names are given; both must be equal.");
    }
}
