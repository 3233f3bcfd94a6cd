### Lo que se intenta y no se debe, o no hace falta: lo que se dice, lo que es verdad, por qué.

# Peligroso
myth-needle =
    <b>«Pinchar el músculo con una aguja o un alfiler».</b>
    <b>No, nunca.</b> Mejor estira despacio. En el agua necesitas las dos manos para flotar.
    Por qué: no se encontró ninguna prueba de que sirva. Puede infectarse, sangrar, o romperse la punta dentro.
myth-quinine =
    <b>«La quinina o el agua tónica quitan los calambres».</b>
    <b>No.</b> No tomes ninguna de las dos para un calambre.
    Por qué: con quinina hay solo un poco menos de calambres, y puede dañar mucho la sangre. Ha muerto gente por ella.
myth-jerk =
    <b>«Un tirón brusco quita el dolor».</b>
    <b>No.</b> Tira despacio y mantén. Estirar con fuerza está bien; un tirón brusco, no.
    Por qué: un tirón puede romper el músculo.
myth-alcohol-rub =
    <b>«Dar friegas de alcohol».</b>
    <b>No.</b> Después, algo tibio envuelto en un paño alivia y es seguro.
    Por qué: no ayuda. El alcohol pasa por la piel y por el aire que se respira, es peligroso para los niños y arde con facilidad.
myth-tansy =
    <b>«Frotar por la noche con tanaceto en vodka».</b>
    <b>No, nunca</b>, y menos en el embarazo.
    Por qué: el tanaceto es un veneno. Puede causar convulsiones o la pérdida del embarazo, y daña la piel.
myth-potassium =
    <b>«Tomar potasio por si acaso».</b>
    <b>No.</b> Solo si un médico te ha hecho un análisis de sangre y te lo manda.
    Por qué: demasiado potasio puede parar el corazón, sobre todo con riñones débiles o con algunas pastillas del corazón.
myth-salt =
    <b>«Comer mucha sal o tomar pastillas de sal».</b>
    <b>No.</b> En el deporte o con calor basta una bebida con algo de sal y azúcar.
    Por qué: mucha sal hace daño con la presión alta, el corazón débil o los riñones débiles. Muchas personas con diabetes los tienen.
myth-water-tablets =
    <b>«Las pastillas para orinar dan calambres: hay que dejarlas».</b>
    <b>No las dejes por tu cuenta.</b> Pregunta a tu médico o en la farmacia.
    Por qué: es verdad que con ellas hay más calambres. Pero sin ellas puede fallar el corazón o venir un derrame cerebral.
myth-epilepsy-pills =
    <b>«Las pastillas contra las convulsiones sirven para los calambres».</b>
    <b>No tomes ninguna por tu cuenta</b>, ni pastillas de otra persona.
    Por qué: casi ninguna podría siquiera ayudar, y tienen efectos secundarios.
myth-massage =
    <b>«Amasar con toda la fuerza».</b>
    <b>No.</b> Primero estira. Después acaricia muy suave.
    Por qué: amasar fuerte deja moratones. Es peligroso si hay un coágulo, con anticoagulantes, con huesos frágiles o sobre varices.
myth-circulation =
    <b>«Frotar la pierna para que vuelva la sangre».</b>
    <b>No.</b> Un calambre no es falta de sangre: estíralo.
    Por qué: una pierna a la que de verdad le falta sangre está fría, pálida o dormida. Entonces no frotes: llama ya al { $number }.
myth-raise-legs =
    <b>«Con resaca, boca arriba y las piernas en alto».</b>
    <b>No.</b> Estira, bebe agua o suero oral a sorbitos, come algo.
    Por qué: nadie ha mostrado que ayude. Una persona bebida y con mucho sueño puede ahogarse boca arriba: ponla de lado.

# Falso
myth-tiptoe =
    <b>«Levantarse y caminar de puntillas».</b>
    <b>No. Talones apoyados.</b>
    Por qué: de puntillas la pantorrilla se acorta. Es lo contrario de estirar, y el calambre puede volver.
myth-point-foot =
    <b>«Basta con estirar el pie».</b>
    <b>Lo que se pone recto es la rodilla</b>, y la punta del pie va hacia la espinilla.
    Por qué: con la punta del pie hacia abajo, la pantorrilla se acorta.
myth-older-stroke =
    <b>«En las personas mayores, un calambre avisa de un derrame cerebral».</b>
    <b>No.</b> Un calambre que duele no es señal de un derrame.
    Por qué: las señales son: de repente la cara caída, un brazo o una pierna sin fuerza, el habla rara, pérdida de vista. Entonces llama ya al { $number }.
myth-eclampsia =
    <b>«Un calambre muy fuerte en la pierna en el embarazo es eclampsia».</b>
    <b>No.</b> Los calambres de pierna son comunes en el embarazo y no hacen daño.
    Por qué: en la eclampsia hay sacudidas en todo el cuerpo. Antes vienen un dolor de cabeza fuerte, luces en la vista, dolor bajo las costillas o hinchazón repentina. Entonces llama ya a la maternidad. ¿No contestan? Llama al { $number }.
myth-worn-back =
    <b>«Un calambre en la espalda es un disco gastado o una hernia. Hace falta una radiografía».</b>
    <b>Por lo general, no.</b> La mayoría de los dolores de espalda no vienen de eso y mejoran.
    Por qué: los discos gastados salen también en las imágenes de gente sin dolor. Lo que importa: entrepierna dormida, problemas con la orina o las heces, piernas débiles, una caída o fiebre.
myth-bed-rest =
    <b>«Con dolor de espalda hay que guardar cama».</b>
    <b>No.</b> Levántate y muévete con suavidad, si puedes antes de una hora.
    Por qué: en la cama dura más.
myth-juice =
    <b>«El jugo o zumo y los refrescos dan calambres».</b>
    <b>No hay pruebas de eso.</b> Con calor, un jugo o zumo, leche o una bebida deportiva están bien.
    Por qué: los primeros auxilios para el calambre por calor usan esas bebidas. Con diabetes, cuidado con el azúcar.

# No hace falta
myth-magnesium =
    <b>«El magnesio ayuda».</b>
    <b>No hace falta.</b> En el embarazo, con riñones débiles o para un niño, pregunta antes a un médico.
    Por qué: en personas mayores casi no cambió nada, y una pastilla sin medicina sirvió igual. En el embarazo los resultados no coinciden.
myth-vitamins =
    <b>«Las vitaminas evitan los calambres».</b>
    <b>No hacen falta.</b> Si quieres tomarlas, pregunta a tu médico.
    Por qué: para las vitaminas B y E las pruebas son débiles. Un estudio con vitamina K2 vio menos calambres. Uno solo es poco.
myth-vein-tablets =
    <b>«Las pastillas para las venas quitan los calambres».</b>
    <b>No son primeros auxilios, ni para quien tiene las venas sanas.</b>
    Por qué: con una enfermedad de las venas alivian las piernas, como mucho, un poco. Para los calambres de noche comunes nadie las ha probado.
myth-honey =
    <b>«Una cucharada de miel al día evita los calambres».</b>
    <b>Nadie lo ha probado.</b> Nunca des miel a un bebé menor de un año.
    Por qué: la miel puede enfermar mucho a un bebé, y es azúcar, y eso importa con diabetes.
myth-compress =
    <b>«Ponerse durante horas trébol, caléndula o ruibarbo».</b>
    <b>No hace falta.</b>
    Por qué: nadie lo ha probado. Puede quemar o irritar la piel. El trébol dulce (meliloto) no va con los anticoagulantes.
myth-all-tips =
    <b>«Con estos consejos no vuelven los calambres».</b>
    <b>Solo se ha estudiado estirar, y aun eso solo puede ayudar.</b>
    Por qué: en un estudio pequeño, con estirar antes de dormir hubo menos calambres; en otro más grande no hubo diferencia. Caminar y otro ejercicio suave no hacen daño.
