namespace Hms.Training.Networks;

/// <summary>A classifier of images, or of signals taken as images of one channel, as data: [N, InputChannels, H, W] to logits [N, ClassCount].</summary>
/// <param name="Name">Name in the catalogue, for example small_cnn.</param>
/// <param name="InputChannels">Channels of the image; 1 for a signal; the number of features.</param>
/// <param name="ClassCount">Number of logits.</param>
/// <param name="Root">The layers.</param>
/// <remarks>
/// One walker each reads it: <see cref="NetworkParameters"/> (keys and shapes), Hms.Training.Torch.TorchNetworkBuilder (the module that learns) and
/// Hms.Training.Onnx.OnnxNetworkWriter (the graph that scores). Keys of the weights are timm's.
/// </remarks>
public sealed record NetworkSpec(string Name, int InputChannels, int ClassCount, SequenceSpec Root)
{
    /// <summary>What the rows are: images [C, H, W], or signals [C, T], which the Torch module takes as [N, 1, C, T] and the exported graph as [N, C, T], or features [F], for the module [N, F, 1, 1] and for the graph [N, F].</summary>
    public NetworkLayout Layout { get; init; } = NetworkLayout.Image;
}
