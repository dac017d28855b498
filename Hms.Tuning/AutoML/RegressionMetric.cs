namespace Hms.Tuning.AutoML;

/// <summary>What a regression experiment optimises. Names as in ML.NET.</summary>
public enum RegressionMetric
{
    /// <summary>Mean absolute error; smaller is better.</summary>
    MeanAbsoluteError,

    /// <summary>Mean squared error; smaller is better.</summary>
    MeanSquaredError,

    /// <summary>Root of the mean squared error; smaller is better.</summary>
    RootMeanSquaredError,

    /// <summary>Coefficient of determination; larger is better.</summary>
    RSquared,
}
