using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>Where ML.NET users find the sweep engine.</summary>
public static class MLContextExtensions
{
    /// <summary>The catalog of sweepable estimators and experiments.</summary>
    /// <param name="mlContext">Context of the application.</param>
    public static AutoCatalog Auto(this MLContext mlContext) => new(mlContext);
}
