using System.Numerics.Tensors;
using Hms.Signal.Spectra;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Brings the power of one image to the wanted values, in place.</summary>
internal static class SpectrogramUnits
{
    private const float HalfRange = 40;

    public static void Convert(SpectrogramValues values, Span<float> image)
    {
        if (values == SpectrogramValues.Power) { return; }
        Decibels.FromPower(image, image);
        if (values == SpectrogramValues.Decibels) { return; }
        TensorPrimitives.Add(image, HalfRange, image);
        TensorPrimitives.Divide(image, HalfRange, image);
    }
}
