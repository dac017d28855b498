using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms;

/// <summary>The one line that lets ML.NET load a model with Hms steps.</summary>
public static class HmsContextExtensions
{
    /// <summary>Makes the Hms steps known to this context, so that <c>mlContext.UseHms().Model.Load(path, out var schema)</c> works.</summary>
    /// <param name="context">The context; calling it twice on one context is harmless.</param>
    /// <returns>The same context.</returns>
    /// <remarks>
    /// ML.NET's loader verifies nothing: Hms steps refuse a damaged payload by their checksum, the built-in steps of ML.NET cannot.
    /// The refusal, a <see cref="Persistence.ModelFileException"/>, then lies below ML.NET's own exception (<see cref="Exception.GetBaseException"/>).
    /// Load with <see cref="Models.HmsModel.Load"/> to have the whole file verified first.
    /// </remarks>
    public static MLContext UseHms(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        MLNetInternals.RegisterLoader(context);
        return context;
    }
}
