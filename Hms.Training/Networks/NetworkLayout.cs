namespace Hms.Training.Networks;

/// <summary>What a network reads.</summary>
public enum NetworkLayout
{
    /// <summary>Images [C, H, W], for example one spectrogram per region: any size.</summary>
    Image,

    /// <summary>Signals [C, T] of C channels and T samples, which the trainer takes as [1, C, T].</summary>
    Signal,

    /// <summary>Features [F], which the trainer takes as [F, 1, 1].</summary>
    Features,
}
