using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Which values of a column are scaled together: group g has the runs g, g + GroupCount, g + 2 GroupCount, ... of RunLength values.</summary>
internal readonly record struct NormalizationGroups(int GroupCount, int RunLength)
{
    /// <summary>The groups of a column.</summary>
    /// <exception cref="ColumnMismatchException">The column has no second-to-last dimension where one is needed.</exception>
    internal static NormalizationGroups Of(VectorShape shape, NormalizationAxis axis)
    {
        if (axis == NormalizationAxis.All) { return new NormalizationGroups(1, shape.Size); }
        if (shape.Dimensions.Length < 2)
        {
            throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}' has dimensions {shape.DimensionText}; normalisation per frequency needs [..., frequencies, times].");
        }
        if (shape.SlotNames is not null)
        {
            throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}' holds features with a name each, not [..., frequencies, times]; normalise over all, or before the features are computed.");
        }
        var time = shape.Dimensions[^1];
        return new NormalizationGroups(axis == NormalizationAxis.Frequency ? shape.Dimensions[^2] : shape.Size / time, time);
    }
}
