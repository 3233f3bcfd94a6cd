### Un estiramiento, sin calambre.

which-ask = <b>¿Qué músculo quieres estirar?</b>
which-routine = La rutina para dormir, 3 minutos
which-inner_thigh = Cara interna del muslo
card-other = Otro estiramiento
stretch-not = <b>No estires</b> lo que esté hinchado, caliente, rojo o recién lesionado: ve al médico hoy. ¿Frío, pálido o dormido? Llama ya al { $number }.
