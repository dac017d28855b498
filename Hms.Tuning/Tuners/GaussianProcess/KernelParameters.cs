namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Parameters of the covariance scale · Matérn(Σ w_d Δ_d) + noise · δ.</summary>
/// <param name="Weights">Inverse squared length scale of each axis.</param>
/// <param name="Scale">Variance of the function.</param>
/// <param name="Noise">Variance of the noise.</param>
internal sealed record KernelParameters(double[] Weights, double Scale, double Noise);
