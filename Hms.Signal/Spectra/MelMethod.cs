namespace Hms.Signal.Spectra;

/// <summary>How <see cref="MelSpectrogramPlan"/> comes from windows to power.</summary>
internal enum MelMethod
{
    /// <summary>The defining sum of each needed bin.</summary>
    Direct,

    /// <summary>A fast Fourier transform.</summary>
    Transform,
}
