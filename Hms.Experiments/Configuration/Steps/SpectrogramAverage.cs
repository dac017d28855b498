namespace Hms.Experiments.Configuration.Steps;

/// <summary>What spectrograms are averaged over.</summary>
public enum SpectrogramAverage
{
    /// <summary>Nothing: one image per channel.</summary>
    None,

    /// <summary>The four pairs of each chain: four images, LL, LP, RP, RL.</summary>
    Chains,
}
